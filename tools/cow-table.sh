#!/bin/sh
# cow-table.sh IN OUT - the states of actors/countries.tsv with a Correlates of War number, as rows of a C table.
awk -F'\t' '/^#/ { next } !head { head = 1; next } $3 != "" { print "{ \"" $2 "\", \"" $3 "\" }," }' "$1" | LC_ALL=C sort -u >"$2.new" && mv "$2.new" "$2"
