#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# Prints each release as "VERSION DATE", the newest first. From the page that is
# made of catalog/changes.xml, since there each stands in one form only. Run
# from the repository root.
sed -n 's,^## .*</a>\([^ ]*\) (\([-0-9]*\))$,\1 \2,p' out/docs/changes.md | grep .
