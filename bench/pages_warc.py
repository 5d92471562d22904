#!/usr/bin/env python3
"""pages_warc.py OUT.warc.gz FILE...: saved pages as an archive, one gzip member a record."""
import gzip, sys

with open(sys.argv[1], 'wb') as out:
    for i, f in enumerate(sys.argv[2:]):
        body = b'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n' + open(f, 'rb').read()
        rec = (b'WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://page.example/%d\r\nWARC-Record-ID: <urn:x:%d>\r\n'
               b'Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n' % (i, i, len(body))) + body + b'\r\n\r\n'
        out.write(gzip.compress(rec, 6, mtime=0))
