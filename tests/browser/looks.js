// What a test asks a page about its looks: contrasts, sizes of targets, overflow.
window.looks = {
  contrasts() {
    const wrong = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode;
      const element = text.parentElement;
      if (!text.data.trim() || !shown(element)) continue;
      const style = getComputedStyle(element);
      const ratio = contrast(colour(style.color), behind(element));
      const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
      if (ratio < (large ? 3 : 4.5)) wrong.push(`${ratio.toFixed(2)} ${text.data.trim().slice(0, 40)}`);
    }
    return wrong;
  },
  smallTargets() {
    const targets = document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea, summary");
    return [...targets].filter(tooSmall).map((element) => element.outerHTML.slice(0, 90));
  },
  spills() {
    const boxes = document.querySelectorAll("dt, dd, th, td, li, p, h1, h2, h3, label, a, strong");
    return [...boxes].filter(spilling).map((element) => element.textContent.trim().slice(0, 60));
  },
  // WCAG 2.2, 1.4.11: where a field ends stands out, too.
  paleEdges() {
    const fields = [...document.querySelectorAll("input:not([type=hidden], [type=radio], [type=file]), select, textarea")];
    return fields.filter((field) => shown(field) && contrast(colour(getComputedStyle(field).borderTopColor), behind(field)) < 3).map((field) => field.id);
  },
  // WCAG 2.2, 1.4.12: readers may set letters, words and lines farther apart.
  spaceOut() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }");
    document.adoptedStyleSheets = [sheet];
  },
  overflow() {
    return document.documentElement.scrollWidth - document.documentElement.clientWidth;
  },
};

function shown(element) {
  return element.checkVisibility({ visibilityProperty: true }) && !element.closest(".visually-hidden, .skip-link, svg, template");
}

function spilling(element) {
  if (!shown(element) || getComputedStyle(element).overflowX !== "visible") return false;
  return element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1;
}

// WCAG 2.2, 2.5.8: 24 by 24 pixels, but for links in running text.
function tooSmall(element) {
  if (!shown(element)) return false;
  const box = element.getBoundingClientRect();
  return box.height < 24 || box.width < 24;
}

function colour(words) {
  const [red, green, blue, alpha = 1] = words.match(/[\d.]+/g).map(Number);
  return { red, green, blue, alpha };
}

function behind(element) {
  for (let one = element; one; one = one.parentElement) {
    const background = colour(getComputedStyle(one).backgroundColor);
    if (background.alpha === 1) return background;
  }
  return { red: 255, green: 255, blue: 255 };
}

function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance({ red, green, blue }) {
  const [r, g, b] = [red, green, blue].map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
