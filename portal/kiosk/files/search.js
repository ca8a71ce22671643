/* The search of the copy without internet. Folds and ranks words as the portal does (home/text.py,
   search/engines/database.py); what no name holds is looked for in the text, endings set aside. */
(function () {
  "use strict";
  var form = document.getElementById("ask");
  var found = document.getElementById("found");
  var index = window.kioskIndex;
  var WHOLE = 0, BEGINNING = 1, INSIDE = 2, TEXT = 3, TEXT_BEGINNING = 4, TEXT_STEM = 5;
  var SHORTEST_INSIDE = 3, SHORTEST_STEM = 5, MOST_WORDS = 8, MOST_SHOWN = 40;
  var PLAIN = {
    "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "ё": "е",
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"
  };

  function bare(letter) {
    if (letter.charCodeAt(0) < 128 && letter.length === 1) return PLAIN[letter] || letter;
    if (/^\p{Mn}$/u.test(letter)) return "";
    var base = Array.from(letter.normalize("NFD"))[0];
    if (base.charCodeAt(0) < 128) return base;
    return PLAIN[letter] || letter;
  }

  function fold(text) {
    var composed = text.toLowerCase().replace(/ß/g, "ss").replace(/ς/g, "σ").normalize("NFC");
    return Array.from(composed).map(bare).join("").replace(/\s+/g, " ").trim();
  }

  function wordsOf(text) {
    return fold(text).match(/[\p{L}\p{N}_]+/gu) || [];
  }

  function rankInName(words, asked) {
    if (words.indexOf(asked) >= 0) return WHOLE;
    if (words.some(function (word) { return word.startsWith(asked); })) return BEGINNING;
    if (asked.length >= SHORTEST_INSIDE && words.some(function (word) { return word.includes(asked); })) return INSIDE;
    return null;
  }

  /* The word without what may be its ending; "" where too little is left. */
  function stem(asked) {
    if (asked.length < SHORTEST_STEM) return "";
    return asked.slice(0, Math.max(4, asked.length - (asked.length > 7 ? 3 : 2)));
  }

  /* For each entry how closely its text holds the word. */
  function ranksInText(asked) {
    var ranks = {}, beginning = stem(asked);
    Object.keys(index.words).forEach(function (word) {
      var rank = word === asked ? TEXT
        : asked.length >= SHORTEST_INSIDE && word.startsWith(asked) ? TEXT_BEGINNING
          : beginning && word.startsWith(beginning) && word.length <= asked.length + 4 ? TEXT_STEM : null;
      if (rank === null) return;
      index.words[word].forEach(function (entry) {
        if (!(entry in ranks) || rank < ranks[entry]) ranks[entry] = rank;
      });
    });
    return ranks;
  }

  function bestName(names, asked) {
    var best = null;
    names.forEach(function (name) {
      var words = name.split(" ");
      var ranks = asked.map(function (word) { return rankInName(words, word); });
      if (ranks.indexOf(null) >= 0) return;
      var rank = [Math.max.apply(null, ranks), words.length];
      if (best === null || rank[0] < best[0] || (rank[0] === best[0] && rank[1] < best[1])) best = rank;
    });
    return best;
  }

  function rankOf(entry, number, asked, texts) {
    var named = bestName(entry[5], asked);
    if (named) return named;
    var ranks = asked.map(function (word, nth) {
      if (number in texts[nth]) return texts[nth][number];
      return bestName(entry[5], [word]) ? INSIDE : null;
    });
    return ranks.indexOf(null) >= 0 ? null : [Math.max.apply(null, ranks), 0];
  }

  function find(query) {
    var asked = wordsOf(query).slice(0, MOST_WORDS);
    if (!asked.length) return [];
    var texts = asked.map(ranksInText);
    return index.entries
      .map(function (entry, number) { return { entry: entry, number: number, rank: rankOf(entry, number, asked, texts) }; })
      .filter(function (hit) { return hit.rank !== null; })
      .sort(function (one, other) {
        return one.entry[0] - other.entry[0] || one.rank[0] - other.rank[0] || one.rank[1] - other.rank[1] || one.number - other.number;
      })
      .slice(0, MOST_SHOWN);
  }

  function element(name, text) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    return made;
  }

  function item(entry) {
    var line = element("li"), title = element("h4"), link = element("a", entry[1]);
    link.href = entry[4];
    if (entry[2]) link.lang = entry[2];
    title.append(link);
    line.append(title);
    if (entry[3]) line.append(element("p", entry[3]));
    return line;
  }

  function show(hits) {
    var group = null, list = null;
    found.replaceChildren(element("h2", hits.length ? form.dataset.found + " " + hits.length : form.dataset.nothing));
    hits.forEach(function (hit) {
      if (hit.entry[0] !== group) {
        group = hit.entry[0];
        list = element("ul");
        list.className = "partners";
        found.append(element("h3", index.groups[group]), list);
      }
      list.append(item(hit.entry));
    });
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    show(find(form.elements.q.value));
  });
  form.hidden = false;
  window.kioskWords = wordsOf;
})();
