// Pages that look like the course's and are about nothing: words in the order in which the course's texts put one behind another, and rare
// ones of their own, so that the vocabulary grows as it does in real sites. The same number gives the same page.

const random = (seed) => {
  let state = (seed * 2654435761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4294967296;
  };
};

/** A word for each number, pronounceable. */
const rareWord = (number) => {
  let word = '';
  for (let rest = number + 41; rest > 0; rest = Math.floor(rest / 70)) word += 'bcdfglmnprstvz'[rest % 14] + 'aeiou'[Math.floor(rest / 14) % 5];
  return word;
};

export const fillerOf = (sections, language) => {
  const followers = new Map();
  const starts = [];
  for (const { body } of sections.filter((section) => section.language === language)) {
    const words = body.split(/\s+/).filter(Boolean);
    if (words.length) starts.push(words[0]);
    for (let i = 0; i + 1 < words.length; ++i) {
      if (!followers.has(words[i])) followers.set(words[i], []);
      followers.get(words[i]).push(words[i + 1]);
    }
  }
  const levels = ['beginner', 'intermediate', 'advanced'];

  /** The five sections of a page, about 5 kB. */
  return (number) => {
    const next = random(number + (language === 'fr' ? 0 : 1e6) + 1);
    const pick = (list) => list[Math.floor(next() * list.length)];
    const text = (count) => {
      const out = [];
      let word = pick(starts);
      while (out.length < count) {
        // Zipf's law, near enough: small numbers are far more usual.
        out.push(next() < 0.03 ? rareWord(Math.floor(60000 * next() ** 3)) : word);
        word = pick(followers.get(word) ?? starts);
      }
      return out.join(' ');
    };
    const short = (count) => text(count).replace(/[`.,;:!?()«»]/g, '').trim();
    const page = { language, address: `${language}/filler/${number}.html`, title: short(4), level: pick(levels), topic: 'filler', kind: 'page', code: '', errors: [] };
    return [0, 1, 2, 3, 4].map((i) => ({ ...page, anchor: i ? `s${i}` : '', heading: i ? short(2 + Math.floor(next() * 3)) : '', body: text(165) }));
  };
};

const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** The same page as HTML, for engines that read sites. */
export const htmlOf = (sections) => {
  const [{ language, title }] = sections;
  const parts = sections.map(({ anchor, heading, body }) => `${anchor ? `<h2 id="${anchor}">${escaped(heading)}</h2>\n` : ''}<p>${escaped(body)}</p>\n`);
  return `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8"><title>${escaped(title)}</title></head><body><main><h1>${escaped(title)}</h1>\n${parts.join('')}</main></body></html>\n`;
};
