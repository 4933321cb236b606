#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# The compiler for the scripts that mutants have to pass: quick, not good.
exec cc "$@" -O0
