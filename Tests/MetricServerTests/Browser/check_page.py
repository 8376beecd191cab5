"""Looks at the page of `metricctl serve` in Chromium: check_page.py METRICCTL DATABASE PICTURES.

Prints a line for each check and ends with 1 when one failed. The database is made; pictures of the
page at desktop and phone width go into the folder PICTURES.
"""

import os
import sys
import time
import traceback

from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from browsing import Browser
from serving import HEBREW, HOSTILE_HELP, HOSTILE_VALUES, LONG, MANY, Serving

CHECKS = []
TOTALS = f"11 families, {18 + MANY} series"


def check(function):
    """Makes a check of a function; its documentation says what must hold."""
    CHECKS.append(function)
    return function


def equal(seen, expected):
    assert seen == expected, f"\n  seen     {seen!r}\n  expected {expected!r}"


@check
def every_kind(page, server):
    """Every kind is shown with its name, type, unit, help, labels and value."""
    page.until(lambda: page.family("workers"), "the first values")
    equal(page.text("state"), "Live")
    requests = page.family("http_requests")
    for row in requests["rows"]:
        # These depend on when one looks.
        del row["Rate"], row["Trend"]
    equal(requests, {
        "kind": "counter, 2 series", "help": "Requests served.",
        "heads": ["Labels", "Value", "Change", "Rate", "Trend"],
        "rows": [{"Labels": 'code="200"', "Value": "1,234,567", "Change": "0"},
                 {"Labels": 'code="404"', "Value": "0", "Change": "0"}]})
    equal(page.family("received_bytes")["kind"], "counter, in bytes, 1 series")
    equal(page.row("received_bytes", "no labels")["Value"], "1.5 KiB")
    equal({row["Labels"]: row["Value"] for row in page.family("temperature")["rows"]}, {
        'room="broken"': "NaN", 'room="cellar"': "-3.5", 'room="hall"': "21.375",
        'room="oven"': "+Inf"})
    equal(page.row("age_seconds", "no labels")["Elapsed"], "1 d 2 h")
    wait = page.row("wait_seconds", "no labels")
    equal((wait["Count"], wait["Sum"], wait["Mean"]), ("3", "1.2 s", "400 ms"))
    size = page.row("size_bytes", 'path="/a"')
    equal((size["Count"], size["Sum"]), ("1", "4 KiB"))
    assert size["Quantiles"].startswith("0.5: ") and "0.9: " in size["Quantiles"], size
    equal(page.row("state", "no labels")["States"],
          "○ starting (not active)● running (active)")
    equal(page.family("build")["rows"], [{"Labels": 'version="1.2"'}])
    equal(page.row("odd", "no labels")["Value"], "3")


@check
def totals(page, server):
    """The head tells how many families and series there are."""
    equal(page.text("totals"), TOTALS)


@check
def details(page, server):
    """The details of a series hold its exact value, its creation, its buckets and quantiles."""
    wait = page.details("wait_seconds", "no labels")
    equal((wait["facts"]["exact count"], wait["facts"]["exact sum"]), ("3", "1.2000000000000002"))
    assert wait["facts"]["created"].startswith("20"), wait["facts"]
    equal(wait["parts"], [
        ["at most", "count", "in it", "share"], ["100 ms", "1", "1", "33.3 %"],
        ["1 s", "3", "2", "66.7 %"], ["+Inf", "3", "0", "0 %"]])
    size = page.details("size_bytes", "/a")
    equal([line[0] for line in size["parts"]], ["quantile", "0.5", "0.9"])


@check
def changing_values(page, server):
    """Increments are seen, with change and rate, and the row is the very node it was."""
    page.script("window.kept = document.querySelectorAll('main tbody').length && "
                "[...document.querySelectorAll('tbody')].find("
                "(one) => one.textContent.includes('code=\"404\"'))")
    page.until(lambda: page.row("http_requests", "404")["Rate"] == "0", "a first rate")
    for _ in range(3):
        server.run("incr", "http_requests", "code=404")
    row = page.until(lambda: seen(page.row("http_requests", "404"), Value="3"), "the value 3")
    equal(row["Change"], "+3")
    assert float(row["Rate"]) > 0, row
    assert "per second" in row["Trend"], row
    equal(page.row("http_requests", "200")["Change"], "0")
    assert page.script("return kept.isConnected && kept.textContent.includes('+3')")
    server.run("set", "temperature", "room=cellar", "--", "-5")
    page.until(lambda: page.row("temperature", "cellar")["Change"] == "-1.5", "the change of a gauge")
    server.run("set", "state", "", "starting")
    page.until(lambda: page.row("state", "no labels")["States"].startswith("● starting"), "the state")
    server.run("reset", "http_requests", "code=404")
    page.until(lambda: page.row("http_requests", "404")["Value"] == "0", "the reset")
    assert float(page.row("http_requests", "404")["Rate"]) > 0, "a reset made a rate negative"


def seen(row, **cells):
    return row if row and all(row[name] == text for name, text in cells.items()) else None


@check
def coming_and_going(page, server):
    """A new series appears and a deleted one goes."""
    server.run("set", "temperature", "room=attic", "30")
    page.until(lambda: page.row("temperature", "attic"), "the new series")
    server.run("delete", "temperature", "room=attic")
    page.until(lambda: page.row("temperature", "attic") is None, "the end of the series")


@check
def hostile_texts(page, server):
    """Hostile labels and help are text: isolated, with controls made visible, long ones cut."""
    family = page.family("hostile")
    equal(family["help"], HOSTILE_HELP)
    labels = {row["Labels"] for row in family["rows"]}
    equal(labels, {
        'x="' + HOSTILE_VALUES["script"] + '"', 'x="\\"double\\" \'single\' \\\\back"',
        f'x="\\u202eoverride {HEBREW}"', 'x="' + LONG[:120] + '…"',
        'x="tab\\there\\u001b[31m"'})
    equal(page.details("hostile", "long")["facts"]["x"], LONG)
    equal(page.script("return getComputedStyle(document.querySelector('bdi')).unicodeBidi"),
          "isolate")
    equal(page.script("return [document.scripts.length, document.querySelectorAll('main script,"
                      " main img, main b').length, window.alerted ?? null]"), [1, 0, None])


@check
def many_series(page, server):
    """A large family shows its first 50 series, and all when asked."""
    equal(len(page.family("workers")["rows"]), 50)
    button = page.script("return [...document.querySelectorAll('.all')].find((one) => !one.hidden)")
    equal(button.text, f"Show all {MANY} series")
    button.click()
    equal(len(page.family("workers")["rows"]), MANY)
    button.click()
    equal(len(page.family("workers")["rows"]), 50)


@check
def left_out_series(page, server):
    """Of more series than a page can show, the heading says that some are left out."""
    lines = "".join(f"set crowd n={number} 1 --declare gauge\n" for number in range(5_000))
    server.run("batch", input=lines)
    kind = lambda: (page.family("crowd") or {"kind": ""})["kind"]
    page.until(lambda: kind().endswith(" series shown"), "some are left out")
    assert "5,000" not in kind()
    page.search("crowd*")
    page.until(lambda: kind() == "gauge, 5,000 series", "all are selected")
    page.search("")
    server.run("delete", "crowd", "--all")
    page.until(lambda: "crowd" not in page.families(), "all are gone")


@check
def selectors(page, server):
    """A selector narrows what is shown; one that cannot be read says why, beside the box."""
    page.search('temp*{room=~"hall|oven"}')
    page.until(lambda: page.families() == ["temperature"], "the selected family")
    equal([row["Labels"] for row in page.family("temperature")["rows"]],
          ['room="hall"', 'room="oven"'])
    equal(page.text("finding"), "Selected: 1 family, 2 series")
    equal(page.text("totals"), TOTALS)
    page.search('temp*{room="hall"')
    page.until(lambda: page.text("finding").startswith("e_inval: "), "the reason")
    equal(page.node("query").get_attribute("aria-invalid"), "true")
    equal((page.families(), page.text("state")), (["temperature"], "Live"))
    page.search("nothing_*")
    page.until(lambda: page.text("empty") == "Nothing fits the search.", "an empty answer")
    page.search("")
    page.until(lambda: len(page.families()) == 11, "all families")
    equal(page.text("finding"), "")
    equal(page.row("temperature", "cellar")["Change"], "-1.5")


@check
def words(page, server):
    """Plain words are found in names, help and labels; of the last only such series are shown."""
    page.search("REQUESTS serv")
    page.until(lambda: page.families() == ["http_requests"], "the family of the words")
    equal(page.text("finding"),
          "Words are looked for in names, help and labels: found in 1 of 11 families")
    assert page.script("return location.hash") == "#search=REQUESTS%20serv"
    equal(page.family("http_requests")["kind"], "counter, 2 series")
    for text in ("Cellar", "temp cellar", "ROOM cell"):
        page.search(text)
        page.until(lambda: page.families() == ["temperature"], "the family of " + text)
        family = page.family("temperature")
        equal((family["kind"], [row["Labels"] for row in family["rows"]]),
              ("gauge, 1 series found", ['room="cellar"']))
    page.search("override")
    page.until(lambda: page.families() == ["hostile"], "a word behind a control character")
    equal(len(page.family("hostile")["rows"]), 1)
    page.search("cellar requests")
    page.until(lambda: page.text("empty") == "Nothing fits the search.", "no series with both")
    page.search("temperature")
    page.until(lambda: page.families() == ["temperature"], "the whole family")
    equal(len(page.family("temperature")["rows"]), 4)
    page.search("")
    page.until(lambda: len(page.families()) == 11, "all families")


@check
def sorting(page, server):
    """Series and families are sorted by name, value, change and rate, the largest first."""
    order = Select(page.node("order"))
    order.select_by_value("value")
    rooms = [row["Labels"] for row in page.family("temperature")["rows"]]
    equal(rooms, [f'room="{name}"' for name in ("oven", "hall", "cellar", "broken")])
    order.select_by_value("change")
    server.run("set", "workers", "id=w55", "1000")
    page.until(lambda: page.families()[0] == "workers", "the family that changed most")
    equal(page.family("workers")["rows"][0]["Labels"], 'id="w55"')
    order.select_by_value("rate")
    server.run("add", "received_bytes", "1000000")
    page.until(lambda: page.families()[0] == "received_bytes", "the family that grows fastest")
    order.select_by_value("name")
    equal(page.families(), sorted(page.families()))


@check
def keyboard(page, server):
    """/ goes to the search, Escape clears it, Tab reaches every control and shows where it is."""
    page.script("document.activeElement.blur()")
    page.keys("/")
    equal(focus(page), "query")
    page.keys("workers")
    page.until(lambda: page.families() == ["workers"], "the words typed")
    page.keys(Keys.ESCAPE)
    page.until(lambda: len(page.families()) == 11, "the search cleared")
    equal(page.node("query").get_attribute("value"), "")
    reached = []
    page.script("document.activeElement.blur(); window.getSelection().removeAllRanges()")
    page.script("document.querySelector('.skip').focus()")
    for _ in range(5):
        page.keys(Keys.TAB)
        reached.append(focus(page))
    equal(reached, ["theme", "query", "order", "pause", "more"])
    equal(page.script("return getComputedStyle(document.activeElement).outlineStyle"), "solid")
    before = page.script("return document.activeElement.getAttribute('aria-expanded')")
    page.keys(Keys.SPACE)
    after = page.script("return document.activeElement.getAttribute('aria-expanded')")
    equal({before, after}, {"true", "false"})


def focus(page):
    return page.script("return document.activeElement.id || document.activeElement.className")


@check
def themes(page, server):
    """The theme follows the system until it is chosen, and the choice is kept."""
    ground = "return getComputedStyle(document.body).backgroundColor"
    light = page.script(ground)
    page.prefer("dark")
    dark = page.until(lambda: differs(page.script(ground), light), "the system's dark")
    equal(page.node("theme").get_attribute("aria-pressed"), "true")
    page.node("theme").click()
    equal((page.script(ground), page.node("theme").get_attribute("aria-pressed")), (light, "false"))
    page.driver.refresh()
    page.until(lambda: page.family("workers"), "the page anew")
    equal(page.script(ground), light)
    page.node("theme").click()
    equal(page.script(ground), dark)
    page.script("localStorage.clear(); delete document.documentElement.dataset.theme")
    page.prefer("light")


def differs(value, other):
    return value if value != other else None


@check
def accessibility(page, server):
    """All controls, pictures and tables have names; there is one h1, and landmarks."""
    nodes = page.accessible_nodes()
    named = {"button", "searchbox", "textbox", "combobox", "link", "img", "image", "table",
             "columnheader", "rowheader"}
    nameless = sorted({role for role, name in nodes if role in named and not name.strip()})
    equal(nameless, [])
    roles = [role for role, _ in nodes]
    assert {"button", "searchbox", "table", "columnheader", "rowheader"} <= set(roles), set(roles)
    for landmark in ("banner", "search", "main", "contentinfo"):
        equal((landmark, roles.count(landmark)), (landmark, 1))
    equal(page.script("return document.querySelectorAll('h1').length"), 1)
    equal(page.script("return [...document.querySelectorAll('thead th')].every("
                      "(one) => one.scope === 'col' && one.textContent !== '')"), True)


@check
def quiet_status(page, server):
    """The live regions say nothing while only values change."""
    page.script("window.said = 0; for (const one of document.querySelectorAll("
                "'[role=status], [aria-live]')) new MutationObserver(() => said++).observe("
                "one, {subtree: true, childList: true, characterData: true})")
    server.run("add", "http_requests", "code=200", "5")
    page.until(lambda: page.row("http_requests", "200")["Value"] == "1,234,572", "an update")
    equal(page.script("return said"), 0)


@check
def pausing(page, server):
    """Nothing is asked while paused; the button says what it will do."""
    button = page.node("pause")
    button.click()
    equal((page.text("state"), button.text), ("Paused", "Resume"))
    server.run("set", "odd", "4")
    time.sleep(3)
    equal(page.row("odd", "no labels")["Value"], "3")
    button.click()
    page.until(lambda: page.row("odd", "no labels")["Value"] == "4", "the value after the pause")
    equal((page.text("state"), button.text), ("Live", "Pause"))


@check
def widths(page, server):
    """At desktop and phone width, light and dark, the page is not wider than its window."""
    for scheme in ("light", "dark"):
        for name, width, height in (("desktop", 1280, 900), ("phone", 390, 844)):
            page.prefer(scheme)
            page.size(width, height)
            time.sleep(0.5)
            page.picture(os.path.join(PICTURES, f"page-{name}-{scheme}.png"))
            seen_width = page.script("return document.documentElement.scrollWidth")
            assert seen_width <= width, f"{name}: {seen_width} of {width}"
    page.size(390, 6000)
    page.details("hostile", "long")
    page.details("wait_seconds", "no labels")
    page.picture(os.path.join(PICTURES, "page-phone-whole.png"))
    seen_width = page.script("return document.documentElement.scrollWidth")
    assert seen_width <= 390, f"with details: {seen_width}"
    page.prefer("light")
    page.size(1280, 4000)
    time.sleep(0.5)
    page.picture(os.path.join(PICTURES, "page-desktop-whole.png"))
    page.size(1280, 900)


@check
def failing_database(page, server):
    """A database that cannot be read is told of by its error, and recovery is seen."""
    os.rename(server.database, server.database + ".away")
    page.until(lambda: page.text("state").startswith("e_dbfailure: "), "the error")
    assert page.driver.title.startswith("Failed: "), page.driver.title
    equal(len(page.families()), 11)
    os.rename(server.database + ".away", server.database)
    page.until(lambda: page.text("state") == "Live", "the recovery")


@check
def no_script_ran(page, server):
    """No script of the data ran, the policy was never broken, and it is in force."""
    equal(page.script("return [window.alerted ?? null, violations]"), [None, []])
    severe = [entry["message"] for entry in page.driver.get_log("browser")
              if " the server responded with a status of " not in entry["message"]]
    equal(severe, [])
    page.script("const one = document.createElement('script');"
                "one.textContent = 'window.alerted = 1'; document.body.append(one); one.remove()")
    page.until(lambda: page.script("return violations.length") == 1, "the policy at work")
    equal(page.script("return window.alerted ?? null"), None)


@check
def gone_server(page, server):
    """The page says that the server is gone and since when, and recovers by itself."""
    server.stop()
    page.until(lambda: page.text("state").startswith("Server gone since "), "the message")
    assert page.driver.title.startswith("Gone: "), page.driver.title
    page.picture(os.path.join(PICTURES, "page-gone.png"))
    equal(len(page.families()), 11)
    server.start_again()
    server.run("set", "odd", "5")
    page.until(lambda: page.row("odd", "no labels")["Value"] == "5", "the value after the return")
    equal(page.text("state"), "Live")


def main():
    failed = 0
    server = Serving(METRICCTL, DATABASE)
    try:
        page = Browser(f"http://{server.address}/")
        for function in CHECKS:
            try:
                function(page, server)
                print("ok    ", function.__doc__, flush=True)
            except Exception:
                failed += 1
                print("FAILED", function.__doc__, "\n", traceback.format_exc(limit=-2), flush=True)
        page.driver.quit()
    finally:
        server.stop()
    return 1 if failed else 0


if __name__ == "__main__":
    METRICCTL, DATABASE, PICTURES = sys.argv[1:]
    os.makedirs(PICTURES, exist_ok=True)
    sys.exit(main())
