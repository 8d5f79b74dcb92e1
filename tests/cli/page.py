"""A page of HTML as the tests of pages read it."""

import html.parser

VOID = {"meta", "br", "hr"}
PLACED = {"x", "y", "x1", "x2", "y1", "y2", "width", "height", "points", "class"}
ALLOWED = {  # elements of a page, and the attributes that they may have
    "html": {"lang"}, "head": set(), "meta": {"charset", "name", "content"}, "title": set(), "style": set(), "body": set(),
    "main": set(), "nav": set(), "a": {"href"}, "section": {"id"}, "h1": set(), "h2": set(), "h3": set(), "p": {"class"},
    "span": {"class"}, "ul": set(), "li": set(),
    "bdi": set(), "div": {"class"}, "figure": set(), "details": set(), "summary": set(), "table": {"class"}, "caption": set(),
    "thead": set(), "tbody": set(), "tr": set(), "th": {"scope"}, "td": set(),
    "svg": {"class", "role", "viewbox", "aria-label", "xmlns"}, "text": PLACED, "line": PLACED, "rect": PLACED,
    "polygon": PLACED, "polyline": PLACED, "circle": {"class", "cx", "cy", "r"},
}
INSIDE = {  # what may stand directly in them; elsewhere anything that is allowed
    "html": {"head", "body"}, "head": {"meta", "title", "style"}, "body": {"main"}, "table": {"caption", "thead", "tbody"},
    "thead": {"tr"}, "tbody": {"tr"}, "tr": {"th", "td"}, "h1": {"bdi"}, "h3": {"bdi"}, "p": {"bdi", "span"}, "caption": {"bdi"},
    "ul": {"li"}, "svg": {"title", "text", "line", "rect", "polygon", "polyline", "circle"},
}


class Page(html.parser.HTMLParser):
    """Tags that are opened and closed in order, and what they hold."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.attributes, self.text = [], [], [], []
        self.inside, self.empty, self.bare = {}, set(), False  # tags in each tag; tags without a word in them
        self.feed(text)
        self.close()

    def take(self, tag, attrs):
        assert len({name for name, _ in attrs}) == len(attrs), f"<{tag}> has an attribute twice"
        self.tags.append(tag)
        self.attributes += [(tag, *pair) for pair in attrs]
        if self.open:
            self.inside.setdefault(self.open[-1], set()).add(tag)

    def handle_starttag(self, tag, attrs):
        self.take(tag, attrs)
        self.bare = True
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.take(tag, attrs)

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-1:]}"
        if self.bare:
            self.empty.add(tag)
        self.open.pop()

    def handle_data(self, data):
        self.bare = self.bare and not data.strip()
        self.text.append(data)

    def foreign(self):
        """What would run, or be fetched from elsewhere."""
        found = [tag for tag in self.tags if tag == "script"]
        for tag, name, value in self.attributes:
            link = name in ("src", "href", "xlink:href")
            if name.startswith("on") or (link and not value.startswith("#")) or \
                    (not link and name != "xmlns" and "://" in (value or "")):
                found.append(f"{tag} {name}={value}")
        return found

    def chart_titles(self):
        """What screen readers say of each chart."""
        return [value for tag, name, value in self.attributes if tag == "svg" and name == "aria-label"]


def assert_valid(test, page):
    """What the standard of HTML asks of the elements that a page has; `tidy` and a browser agree."""
    test.assertEqual(page.open, [])
    test.assertEqual(set(page.tags) - ALLOWED.keys(), set())
    for tag, name, _ in page.attributes:
        test.assertIn(name, ALLOWED[tag], tag)
    ids = [value for _, name, value in page.attributes if name == "id"]
    test.assertEqual(len(ids), len(set(ids)))
    test.assertLessEqual({v for _, name, v in page.attributes if name == "href"}, {f"#{each}" for each in ids})
    for tag in ("html", "head", "body", "main", "h1"):
        test.assertEqual(page.tags.count(tag), 1, tag)
    test.assertIn("title", page.inside["head"])
    test.assertIn(("html", "lang", "en"), page.attributes)
    test.assertIn(("meta", "charset", "utf-8"), page.attributes)
    for tag, inside in page.inside.items():
        test.assertLessEqual(inside, INSIDE.get(tag, ALLOWED.keys()), tag)
    test.assertEqual(page.empty & {"caption", "title", "h1", "h2", "h3", "summary", "th"}, set())
    test.assertEqual(page.tags.count("caption"), page.tags.count("table"))
