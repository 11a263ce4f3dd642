// Page data, words, elements, numbers and dates in the reader's form.
//
// Text from data reaches the page only through textContent and canvas text. The files of the script
// are joined in one function, in the order of ReportAssets.scripts; leaflet.js stands before them.

const page = JSON.parse(document.getElementById('page-data').textContent);
const words = page.words;
const locale = page.lang === 'en' ? 'en-GB' : page.lang; // day before month in both languages
const plural = new Intl.PluralRules(locale);
const numberFormat = new Intl.NumberFormat(locale);
const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;

const byId = (id) => document.getElementById(id);
const number = (value) => numberFormat.format(value);

/** The word under a key with its {placeholders} filled. */
function say(key, values = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

/** As `say` in the form that the number asks for: key + "One" or key + "Many". */
function sayCount(key, count) {
  return say(key + (plural.select(count) === 'one' ? 'One' : 'Many'), { n: number(count) });
}

/** The word of a term from the data: ("grade", "single-source") is gradeSingleSource. */
function term(family, name) {
  const key = family + String(name).split(/[-_]/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('');
  return Object.hasOwn(words, key) ? words[key] : String(name).replaceAll('_', ' ');
}

/** A new element; `text` becomes its textContent, other names are properties or attributes. */
function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === 'text') node.textContent = value;
    else if (name in node) node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/** Text from data: its own direction of writing, away from that of the page. */
const dataText = (tag, text, className = '') => element(tag, { text, className, dir: 'auto' });

const SVG = 'http://www.w3.org/2000/svg';
function svgElement(tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

const dateFormats = {
  day: new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'long' }),
  month: new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'long', year: 'numeric' }),
  year: new Intl.DateTimeFormat(locale, { timeZone: 'UTC', year: 'numeric' }),
};
const instant = (day) => new Date(day * 86400000);

/** French writes the first of a month as an ordinal. */
const ordinal = (text) => (page.lang === 'fr' ? text.replace(/(?<!\d)1(?=\s*–|\s\p{L})/gu, '1er') : text);

function dayText(day, form = 'day') {
  const date = instant(day);
  return Number.isNaN(date.getTime()) ? words.dateUnknown : ordinal(dateFormats[form].format(date));
}

/** The interval from one day to another; a missing end is said. */
function daysText(first, last, precision) {
  if (first === null && last === null) return words.dateUnknown;
  if (last === null) return say('dateNotBefore', { day: dayText(first) });
  if (first === null) return say('dateNotAfter', { day: dayText(last) });
  if (precision === 'month' || precision === 'year') return dayText(first, precision);
  if (first === last) return dayText(first);
  if ([first, last].some((day) => Number.isNaN(instant(day).getTime()))) return words.dateUnknown;
  return ordinal(dateFormats.day.formatRange(instant(first), instant(last)));
}

/** A date of EDTF (year, month, day or an interval of these) as people write it; any other text as it is. */
function dateText(text) {
  const parts = /^([^/]+)\/([^/]+)$/.exec(text ?? '')?.slice(1) ?? [text ?? ''];
  const said = parts.map((part) => {
    const [, year, month, day, doubt] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([?~%]?)$/.exec(part) ?? [];
    const time = year && Date.parse(`${year}-${month ?? '01'}-${day ?? '01'}T00:00:00Z`);
    if (!Number.isFinite(time)) return null;
    const form = day ? 'day' : month ? 'month' : 'year';
    const notes = { '?': words.dateUncertain, '~': words.dateApproximate, '%': words.dateUncertain };
    return ordinal(dateFormats[form].format(time)) + (doubt ? ` (${notes[doubt]})` : '');
  });
  return said.includes(null) ? text : said.join(' – ');
}

/** A toll interval in words; null is not known, `open` has no upper bound. */
function tollText(min, best, max, open) {
  const low = min ?? best;
  const estimate = best !== null && best !== low ? say('tollBest', { n: number(best) }) : '';
  if (open) return low === null ? words.tollOpen : sayCount('tollAtLeast', low) + estimate;
  const high = max ?? best ?? low;
  if (high === null) return words.tollUnknown;
  if (low === null) return sayCount('tollAtMost', high);
  if (low === high) return sayCount('toll', low) + estimate;
  return say('tollBetween', { low: number(low), high: number(high) }) + estimate;
}
