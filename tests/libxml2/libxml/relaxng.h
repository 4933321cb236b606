/* SPDX-License-Identifier: 0BSD */
#include "xmlreader.h"
