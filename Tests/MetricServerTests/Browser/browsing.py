"""The page in headless Chromium, and what is read from it."""

import time

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.chrome.service import Service

# Root in a container needs the first two; the rest keep Chromium off the network.
FLAGS = [
    "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-default-apps", "--disable-domain-reliability", "--no-first-run",
    "--no-default-browser-check", "--no-proxy-server", "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]

WITNESS = """
window.violations = [];
document.addEventListener('securitypolicyviolation',
  (event) => window.violations.push(event.effectiveDirective + ' ' + event.sourceFile));
window.alert = () => { window.alerted = 1; };
"""

FAMILY = """
const node = [...document.querySelectorAll('main section')]
  .find((one) => one.querySelector('h2').textContent === arguments[0]);
if (!node) return null;
const heads = [...node.querySelectorAll('.rows > thead th')].map((head) => head.firstChild.data);
const rows = [...node.querySelectorAll('.rows > tbody > tr:first-child')].map((row) =>
  Object.fromEntries([...row.children].map((cell, at) =>
    [heads[at], (cell.querySelector('.labels') ?? cell).textContent])));
return {kind: node.querySelector('.kind').textContent, heads, rows,
  help: node.querySelector('.help').textContent};
"""

DETAILS = """
const node = [...document.querySelectorAll('main section')]
  .find((one) => one.querySelector('h2').textContent === arguments[0]);
const row = [...node.querySelectorAll('.rows > tbody')].find((one) =>
  one.querySelector('.labels').textContent.includes(arguments[1]));
if (!row.querySelector('.details')) row.querySelector('.more').click();
const facts = [...row.querySelectorAll('dt')].map((name) =>
  [name.textContent, name.nextSibling.textContent]);
const parts = [...row.querySelectorAll('.part tr')].map((line) =>
  [...line.children].map((cell) => cell.textContent));
return {facts: Object.fromEntries(facts), parts};
"""


class Browser:
    """A browser with the page open."""

    def __init__(self, url, width=1280, height=900, dark=False):
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for flag in FLAGS:
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        self.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WITNESS})
        self.size(width, height)
        self.prefer("dark" if dark else "light")
        self.driver.get(url)

    def size(self, width, height):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})

    def prefer(self, scheme):
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-color-scheme", "value": scheme}]})

    def script(self, text, *arguments):
        return self.driver.execute_script(text, *arguments)

    def text(self, identifier):
        return self.script("return document.getElementById(arguments[0]).textContent", identifier)

    def node(self, identifier):
        return self.driver.find_element(By.ID, identifier)

    def keys(self, *keys):
        """Types to whatever has the focus."""
        self.driver.switch_to.active_element.send_keys(*keys)

    def family(self, name):
        return self.script(FAMILY, name)

    def families(self):
        return self.script("return [...document.querySelectorAll('main h2')].map("
                           "(one) => one.textContent)")

    def row(self, family, labels):
        """The cells of a series by their headings; None while it is not there."""
        found = self.family(family) or {"rows": []}
        return next((row for row in found["rows"] if labels in row["Labels"]), None)

    def details(self, family, labels):
        """Opens the details of a series and returns its facts and parts."""
        return self.script(DETAILS, family, labels)

    def search(self, text):
        box = self.node("query")
        self.script("arguments[0].value = ''", box)
        box.send_keys(text + "\n")

    def until(self, condition, what):
        """Waits until a condition holds and returns its value."""
        deadline = time.monotonic() + 40
        while time.monotonic() < deadline:
            value = condition()
            if value:
                return value
            time.sleep(0.1)
        raise AssertionError(f"in vain waited for: {what}")

    def accessible_nodes(self):
        """Pairs of role and name, as the browser tells them to a screen reader."""
        self.driver.execute_cdp_cmd("Accessibility.enable", {})
        tree = self.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})
        return [(node["role"]["value"], node.get("name", {}).get("value", ""))
                for node in tree["nodes"] if not node["ignored"]]

    def picture(self, path):
        self.driver.save_screenshot(path)
