#!/usr/bin/env python3
"""pages_peers.py PEER SET-FOLDER OUT.json: run one extractor of PyPI over saved pages.

SET-FOLDER holds html/KEY.html[.gz] and ground-truth.json.  Writes {key: {articleBody, title,
authors, date}} and prints pages, total seconds, median ms per page; the clock (CPU time)
covers the extractor alone, from the page's bytes to its result."""
import gzip, json, os, statistics, sys, time

peer, folder, out = sys.argv[1:4]
truth = json.load(open(os.path.join(folder, 'ground-truth.json')))


def load(key):
    for ext in ('.html', '.html.gz'):
        p = os.path.join(folder, 'html', key + ext)
        if os.path.exists(p):
            b = open(p, 'rb').read()
            return gzip.decompress(b) if ext.endswith('gz') else b
    raise FileNotFoundError(key)


def text(b):
    return b.decode('utf-8', 'replace')


if peer == 'trafilatura':
    import trafilatura

    def run(b, url):
        d = trafilatura.bare_extraction(b, url=url, with_metadata=True, include_comments=False)
        if d is None:
            return {}
        d = d if isinstance(d, dict) else d.as_dict()
        return {'articleBody': d.get('text') or '', 'title': d.get('title'), 'date': d.get('date'),
                'authors': [a.strip() for a in (d.get('author') or '').split(';') if a.strip()]}
elif peer == 'readability':
    from readability import Document
    from lxml import html as lh

    def run(b, url):
        d = Document(text(b), url=url)
        tree = lh.fromstring(d.summary())
        for e in tree.iter('p', 'div', 'br', 'li', 'h2', 'h3'):
            e.tail = '\n' + (e.tail or '')
        return {'articleBody': tree.text_content(), 'title': d.short_title()}
elif peer == 'newspaper4k':
    import newspaper

    def run(b, url):
        a = newspaper.Article(url or 'http://localhost/', language='en', fetch_images=False)
        a.download(input_html=text(b))
        a.parse()
        return {'articleBody': a.text, 'title': a.title, 'authors': a.authors,
                'date': a.publish_date.strftime('%Y-%m-%d') if a.publish_date else None}
elif peer == 'goose3':
    from goose3 import Goose
    g = Goose({'enable_image_fetching': False})

    def run(b, url):
        a = g.extract(raw_html=text(b))
        return {'articleBody': a.cleaned_text, 'title': a.title, 'authors': [x for x in a.authors if isinstance(x, str)], 'date': str(a.publish_date or '')[:10] or None}
elif peer == 'boilerpy3':
    from boilerpy3 import extractors
    e = extractors.ArticleExtractor(raise_on_failure=False)

    def run(b, url):
        d = e.get_doc(text(b))
        return {'articleBody': d.content, 'title': d.title}
elif peer == 'justext':
    import justext
    stop = justext.get_stoplist('English')

    def run(b, url):
        return {'articleBody': '\n'.join(p.text for p in justext.justext(b, stop) if not p.is_boilerplate)}
elif peer == 'htmldate':
    import htmldate

    def run(b, url):
        return {'date': htmldate.find_date(text(b), url=url)}
else:
    sys.exit('unknown peer ' + peer)

pred, times = {}, []
for key, gold in truth.items():
    b = load(key)
    t = time.process_time()
    try:
        pred[key] = run(b, gold.get('url'))
    except Exception as ex:  # a peer that fails on a page has no answer for it
        pred[key] = {}
        print(peer, key, type(ex).__name__, file=sys.stderr)
    times.append(time.process_time() - t)
json.dump(pred, open(out, 'w'))
print('%s\t%s\tpages %d\tseconds %.1f\tmedian ms %.1f\tpages/s %.1f' % (peer, os.path.basename(folder.rstrip('/')), len(times), sum(times),
      1000 * statistics.median(times), len(times) / sum(times)))
