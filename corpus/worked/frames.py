"""Page frames of the worked case's outlets. page(report, pieces, earlier) gives the HTML of one report.

Each outlet keeps to one habit of real sites: where it states its date (JSON-LD, meta tags, a time element, only words), how it marks
its text (article, div soup, tables, br), and what it puts around and into it (navigation, related links, newsletter boxes, captions,
share buttons, cookie notices). No frame is copied from a site."""
import html, json, datetime

MONTHS = 'January February March April May June July August September October November December'.split()
esc = lambda s: html.escape(s, quote=True)
txt = lambda s: html.escape(s, quote=False)

def slug(s): return '-'.join(''.join(c if c.isalnum() else ' ' for c in s.lower()).split()[:7])

def words(d, year=True):
    y, m, day = d.split('-')
    return f'{int(day)} {MONTHS[int(m) - 1]}' + (f' {y}' if year else '')

def weekday(d): return datetime.date.fromisoformat(d).strftime('%A')

def when(o, hour='06:30:00+01:00'): return f"{o['published']['value']}T{hour}"

def title_of(o): return o['title'] or f"{o['outlet']['name']}, {words(o['published']['value'])}"

def ld(d): return '<script type="application/ld+json">' + json.dumps(d, ensure_ascii=False).replace('</', '<\\/') + '</script>\n'

def links(earlier, n, cls='related'):
    """list of earlier titles of the same outlet; empty string when there are none"""
    if not earlier: return ''
    return f'<ul class="{cls}">' + ''.join(f'<li><a href="/{i.lower()}/{slug(t)}">{txt(t)}</a></li>' for i, t in earlier[:n]) + '</ul>\n'

def body(pieces, p='p', head='h2', between=None, promo='<aside class="promo">{}</aside>', credit='<p class="byline">{}</p>', br='<br>'):
    """pieces without the title as markup; between: {number of body paragraph: markup put after it}"""
    out, n = [], 0
    for k, s in pieces:
        t = txt(s).replace('\n', br + '\n')
        if k == 'title': continue
        if k == 'body':
            n += 1; out.append(f'<{p}>{t}</{p.split()[0]}>')
            if between and n in between: out.append(between[n])
        elif k == 'headline': out.append(f'<{head}>{t}</{head.split()[0]}>')
        elif k == 'promo': out.append(promo.format(t))
        elif k == 'caption': out.append(f'<figure><img src="/img/1.jpg" alt=""><figcaption>{t}</figcaption></figure>')
        else: out.append(credit.format(t))
    return '\n'.join(out) + '\n'

def head(o, *extra, charset='utf-8', suffix=None):
    return (f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="{charset}">\n<title>{txt(title_of(o))}{suffix or ""}</title>\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n' + ''.join(extra) + '</head>\n<body>\n')

def metas(attribute, values):
    """one meta element a name; attribute: name, property or itemprop"""
    return ''.join(f'<meta {attribute}="{k}" content="{esc(v)}">\n' for k, v in values.items())

def northern_press(o, ps, earlier):
    art = {'@context': 'https://schema.org', '@type': 'NewsArticle', 'headline': title_of(o), 'datePublished': when(o, '09:12:00Z'),
           'publisher': {'@type': 'Organization', 'name': 'Northern Press'}, 'isAccessibleForFree': True}
    return (head(o, ld(art), metas('property', {'og:title': title_of(o), 'og:site_name': 'Northern Press', 'og:type': 'article'}), suffix=' | Northern Press')
            + '<header><a href="/">Northern Press</a><nav><a href="/world">World</a> <a href="/business">Business</a> <a href="/sport">Sport</a> <a href="/log-in">Clients</a></nav></header>\n'
            + f'<main><article><h1>{txt(title_of(o))}</h1>\n<time datetime="{when(o, "09:12:00Z")}">{words(o["published"]["value"])}, 09:12 GMT</time>\n'
            + body(ps) + '</article>\n<section><h2>More from the region</h2>' + links(earlier, 3) + '</section></main>\n'
            + '<footer><p>© Northern Press. No part of this service may be reproduced without a licence.</p></footer>\n</body></html>\n')

def union_wire(o, ps, earlier):
    return (head(o, metas('itemprop', {'datePublished': when(o, '14:03:00+00:00')}), metas('property', {'og:title': title_of(o), 'article:published_time': when(o, '14:03:00+00:00'), 'og:site_name': 'Union Wire'}))
            + '<div id="top"><div class="logo">Union Wire</div><div class="menu"><a href="/a">Desk</a> | <a href="/b">Pictures</a> | <a href="/c">Archive</a></div></div>\n'
            + f'<div id="story"><div class="hl"><h1>{txt(title_of(o))}</h1></div>\n<div class="txt">\n' + body(ps, p='div class="par"', credit='<div class="sig">{}</div>')
            + '</div></div>\n<div id="rel"><b>Read also</b>' + links(earlier, 4, 'r') + '</div>\n<div id="ft">Union Wire, a cooperative of 31 newspapers. Contact the desk.</div>\n</body></html>\n')

def ona(o, ps, earlier):
    return (f'<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\n<title>ONA - {txt(title_of(o))}</title>\n<meta name="DC.date" content="{o["published"]["value"]}">\n</head>\n'
            '<body bgcolor="#ffffff">\n<table width="980" border="0"><tr><td colspan="2"><img src="ona.gif" alt="ONA"> <a href="index.html">Home</a> <a href="gov.html">Government</a> <a href="econ.html">Economy</a></td></tr>\n'
            + '<tr><td width="180" valign="top"><font size="1">Latest<br>' + '<br>'.join(f'<a href="{i}.html">{txt(t)}</a>' for i, t in earlier[:3]) + '</font></td>\n<td valign="top">'
            + f'<h1>{txt(title_of(o))}</h1>\n' + body(ps) + '<p><font size="1">Orsena News Agency. Reprint with reference to ONA only.</font></p></td></tr></table>\n</body>\n</html>\n')

def courier(o, ps, earlier):
    by = next((s for k, s in ps if k == 'credit' and s.startswith('By ')), None)
    graph = [{'@type': 'NewsArticle', 'headline': title_of(o), 'datePublished': when(o), 'dateModified': when(o, '11:48:00+01:00'), **({'author': {'@type': 'Person', 'name': by[3:]}} if by else {})},
             {'@type': 'WebSite', 'name': 'The Almare Courier'}, {'@type': 'BreadcrumbList', 'itemListElement': [{'@type': 'ListItem', 'position': 1, 'name': 'Orsena'}]}]
    letter = '<div class="newsletter"><h4>The Courier at seven</h4><p>The morning in five minutes, in your inbox.</p><form><input type="email" placeholder="Your e-mail"><button>Subscribe</button></form></div>'
    return (head(o, ld({'@context': 'https://schema.org', '@graph': graph}), metas('property', {'og:title': title_of(o), 'og:site_name': 'The Almare Courier'}), suffix=' - The Almare Courier')
            + '<div class="cookie" role="dialog"><p>We use cookies to remember where you stopped reading.</p><button>Accept</button><button>Refuse</button></div>\n'
            + '<header class="site"><a class="logo" href="/">The Almare Courier</a><nav><ul><li><a href="/orsena">Orsena</a></li><li><a href="/harbour">Harbour</a></li><li><a href="/letters">Letters</a></li></ul></nav></header>\n'
            + f'<main><article class="story"><h1>{txt(title_of(o))}</h1>\n' + body(ps, between={2: letter}, credit='<p class="author"><a href="/authors">{}</a></p>') + '</article>\n'
            + '<aside class="most-read"><h3>Most read</h3>' + links(earlier, 5) + '</aside></main>\n<footer><a href="/about">About</a> <a href="/subscribe">Subscribe</a> <a href="/crossword">Crossword</a></footer>\n</body></html>\n')

def radio_orsena(o, ps, earlier):
    d = o['published']['value']
    return (f'<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">\n<title>Radio Orsena: scripts of the news</title>\n</head>\n<body>\n<div class="player">&#9654; Listen again <span>05:00</span></div>\n'
            + f'<h1>{txt(title_of(o))}</h1>\n<p class="date">{weekday(d)}, {words(d)}</p>\n<div id="script">\n' + body(ps) + '</div>\n<p><a href="/archive">Earlier bulletins</a> <a href="/frequencies">Frequencies</a></p>\n</body>\n</html>\n')

def marrow_voice(o, ps, earlier):
    return (head(o, metas('name', {'date': o['published']['value'], 'description': 'News from the valley in your language'}))
            + '<div id="lang"><a href="/mr">Marrish</a> <b>English</b></div>\n<div id="nav"><a href="/">Marrow Voice</a> · <a href="/songs">Songs</a> · <a href="/letters">Letters</a></div>\n'
            + f'<div id="content"><h1>{txt(title_of(o))}</h1>\n' + body(ps, promo='<div class="listen">{}</div>')
            + '</div>\n<div id="side"><h3>From the archive</h3>' + links(earlier, 2) + '</div>\n</body></html>\n')

def vester(o, ps, earlier):
    arr = [{'@context': 'https://schema.org', '@type': 'VideoObject', 'name': 'World Tonight', 'uploadDate': when(o, '21:00:00+00:00')},
           {'@context': 'https://schema.org', '@type': 'ReportageNewsArticle', 'headline': title_of(o), 'datePublished': when(o, '18:20:00+00:00'), 'publisher': {'@type': 'NewsMediaOrganization', 'name': 'Vester Broadcasting'}}]
    share = '<div class="share"><span>Share</span> <a href="#">Link</a> <a href="#">Mail</a></div>'
    clip = '<figure class="video"><div class="play" aria-label="Play video"></div><figcaption>Watch: World Tonight, 02:14</figcaption></figure>'
    return (head(o, ld(arr), suffix=' - VB') + '<nav class="global" aria-label="VB"><a href="/news">News</a><a href="/weather">Weather</a><a href="/sport">Sport</a><a href="/iplay">Watch</a></nav>\n'
            + f'<main id="main-content"><article><header><h1>{txt(title_of(o))}</h1><p><time datetime="{when(o, "18:20:00+00:00")}">{words(o["published"]["value"])}</time></p></header>\n{share}\n'
            + body(ps, between={1: clip}) + '</article>\n<section aria-labelledby="t"><h2 id="t">Top stories</h2>' + links(earlier, 3) + '</section></main>\n<footer>© VB. VB is not responsible for the content of external sites.</footer>\n</body></html>\n')

def continental(o, ps, earlier):
    text = body(ps, head='h3', credit='<div class="rubric">{}</div>')
    i = text.find('<p>') + 3
    if i > 2 and text[i].isalpha(): text = text[:i] + f'<span class="cap">{text[i]}</span>' + text[i + 1:]
    return (head(o, metas('name', {'citation_publication_date': o['published']['value'].replace('-', '/'), 'author': 'The Continental'}), metas('property', {'og:title': title_of(o), 'og:site_name': 'The Continental'}), suffix=' · The Continental')
            + '<header><h2 class="masthead"><a href="/">The Continental</a></h2></header>\n<div class="issue">No. ' + str(int(o['published']['value'][5:7]) + 40) + f', {words(o["published"]["value"])}</div>\n'
            + f'<article><h1>{txt(title_of(o))}</h1>\n{text}<hr>\n<p class="sub">You have read one of three free articles this month. <a href="/subscribe">Subscribe</a></p></article>\n</body></html>\n')

def haven(o, ps, earlier):
    rows = []
    for k, s in ps:
        if k == 'title': continue
        rows.append({'body': '{}', 'headline': '<b>{}</b>', 'promo': '<i>{}</i>', 'credit': '<small>{}</small>', 'caption': '<small>{}</small>'}[k].format(txt(s).replace('\n', '<br>')))
    return (head(o, metas('property', {'og:title': title_of(o), 'og:site_name': 'The Haven Herald', 'article:published_time': when(o, '05:00:00+02:00')}))
            + '<div class="bar"><a href="/">Haven Herald</a> <a href="/council">Council</a> <a href="/tides">Tides</a> <a href="/obits">Obituaries</a></div>\n'
            + f'<div class="col"><h1>{txt(title_of(o))}</h1>\n<div class="copy">' + '<br><br>\n'.join(rows) + '</div>\n'
            + '<div class="comments"><h4>Comments (2)</h4><p><b>old_pilot</b> They should have asked the ferrymen.</p><p><b>Nettie</b> Which page is the crossword on today?</p></div></div>\n'
            + '<div class="right">Also in the Herald' + links(earlier, 3) + '</div>\n</body></html>\n')

def bellwether(o, ps, earlier):
    post = {'@context': 'https://schema.org', '@type': 'LiveBlogPosting', 'headline': title_of(o), 'coverageStartTime': when(o, '09:00:00+00:00'), 'datePublished': when(o, '09:00:00+00:00'), 'publisher': {'@type': 'Organization', 'name': 'Bellwether Live'}}
    out = []
    for k, s in ps:
        if k == 'headline':
            if out: out.append('</section>')
            out.append(f'<section class="entry"><h2>{txt(s)}</h2>')
        elif k == 'promo': out.append(f'<div class="promo">{txt(s)}</div>')
        elif k != 'title': out.append(f'<p>{txt(s)}</p>')
    return (head(o, ld(post)) + '<header>Bellwether <em>Live</em> <a href="/all">All live pages</a></header>\n'
            + f'<main><h1>{txt(title_of(o))}</h1>\n<p class="auto">This page updates itself. <button>Pause updates</button></p>\n' + '\n'.join(out) + '</section></main>\n'
            + '<footer>Corrections: write to the desk.</footer>\n</body></html>\n')

def coast_review(o, ps, earlier):
    return (head(o, metas('name', {'DC.date.issued': o['published']['value'], 'twitter:title': title_of(o)}), suffix=' / Coast Review')
            + '<header><a href="/">Coast Review</a> <span>a quarterly that appears more often</span></header>\n'
            + f'<article class="essay"><h1>{txt(title_of(o))}</h1>\n' + body(ps) + '</article>\n<div class="bio"><p><em>The author writes about valleys and those who want them.</em></p></div>\n' + links(earlier, 2) + '</body></html>\n')

def front_page(o, ps, earlier):
    out = []
    for k, s in ps:
        t = txt(s).replace('\n', '<BR>\n')
        out.append({'title': f'<CENTER><H1>{t}</H1></CENTER>', 'promo': f'<CENTER><FONT SIZE=2>{t}</FONT></CENTER>', 'credit': f'<P><I>{t}</I>', 'headline': f'<H3>{t}</H3>'}.get(k, f'<P>{t}'))
    return (f'<HTML><HEAD><TITLE>Front for the Marrow Districts: {words(o["published"]["value"])}</TITLE>\n<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=utf-8"></HEAD>\n<BODY BACKGROUND=river.jpg>\n'
            + '\n'.join(out) + f'\n<HR>\n<FONT SIZE=1>Page put up {words(o["published"]["value"])}. Visitors: 48812</FONT>\n</BODY></HTML>\n')

def pm_office(o, ps, earlier):
    d = o['published']['value']
    return (head(o, metas('name', {'dcterms.issued': d, 'dcterms.creator': 'Office of the Prime Minister'}))
            + '<div class="skip"><a href="#c">Skip to content</a></div>\n<ol class="crumbs"><li><a href="/">Home</a></li><li><a href="/speeches">Speeches and declarations</a></li></ol>\n'
            + f'<div id="c"><h1>{txt(title_of(o))}</h1>\n<dl><dt>Published</dt><dd>{words(d)}</dd><dt>Type</dt><dd>Speech or declaration</dd></dl>\n' + body(ps)
            + '</div>\n<p><a href="javascript:print()">Print this page</a></p>\n<footer>Republic of Orsena. Accessibility. Legal notice.</footer>\n</body></html>\n')

FRAMES = {'Northern Press': northern_press, 'Union Wire': union_wire, 'Orsena News Agency': ona, 'The Almare Courier': courier, 'Radio Orsena': radio_orsena, 'Marrow Voice': marrow_voice,
          'Vester Broadcasting': vester, 'The Continental': continental, 'The Haven Herald': haven, 'Bellwether Live': bellwether, 'Coast Review': coast_review,
          'Front for the Marrow Districts': front_page, 'Office of the Prime Minister of Orsena': pm_office}

def page(o, pieces, earlier):
    """HTML of a report; earlier: (id, title) of the same outlet's earlier reports, newest first. KeyError for an outlet without frame."""
    return FRAMES[o['outlet']['name']](o, pieces, earlier)
