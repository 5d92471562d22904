#!/bin/sh
# quote-sql.sh IN OUT - an SQL file as C string literals, comments left out.
sed -e 's/[[:space:]]*--.*$//' -e '/^$/d' -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/"/' -e 's/$/\\n"/' "$1" >"$2.new" && mv "$2.new" "$2"
