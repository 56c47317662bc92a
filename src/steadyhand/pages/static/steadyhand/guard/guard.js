/* The portable part of the guard: its rules with their exceptions, found here as the server finds them, without a network.
   `new SteadyhandGuard(rules)` takes rules.<language>.json (or a dealership's, the same shape); `review(text)` returns
   the findings. `start` and `end` count characters as the server does; `startUnit` and `endUnit` count as a text field,
   and so do `fromUnit` and `untilUnit`, the sentence around it.
   Every step has its twin in business/conversations/guard (sentences.py, rules/rule.py, merging.py); a test holds both
   against each other on 2,000 texts. The model, its vetoes and the record are the server's alone. */
(() => {
  "use strict";
  const ENDS = /([.!?…]{1,20})["')\]}*]{0,5}(?:[ \n]+|$)|\n[ \n]*/gu;
  const SMALL = /^[a-zß-öø-ÿ]/u;
  const NUMBER = /^[0-9]{1,2}$/u;
  const SLOT = /\{(said|[1-9])\}/gu;
  const isBlank = (character) => character === " " || character === "\n";

  /** A text as its characters, and where each begins in what a text field counts. */
  class Text {
    constructor(text, folds) {
      this.characters = [...text];
      this.folded = this.characters.map((character) => folds.get(character) ?? character);
      this.units = [0];
      for (const character of this.characters) this.units.push(this.units[this.units.length - 1] + character.length);
      this.flat = this.folded.join("");
      this.points = new Map(this.units.map((unit, point) => [unit, point]));
    }

    original(start, end) {
      return this.characters.slice(start, end).join("");
    }

    plain(start, end) {
      return this.folded.slice(start, end).join("");
    }
  }

  class Pattern {
    constructor([source, ...needs]) {
      this.source = source;
      this.needs = needs;
      this.made = null;
    }

    /** Made when it first has to look closer: hundreds at once would hold up the page. */
    matches(folded) {
      if (!this.mayBeIn(folded)) return [];
      this.made ??= new RegExp(this.source, "dgu");
      return [...folded.matchAll(this.made)];
    }

    mayBeIn(folded) {
      return !this.needs.length || this.needs.some((word) => folded.includes(word));
    }
  }

  class SteadyhandGuard {
    constructor(told) {
      const [from, to] = told.folds.map((characters) => [...characters]);
      this.folds = new Map(from.map((character, number) => [character, to[number]]));
      this.order = new Map(told.labels.map((label, number) => [label, number]));
      this.longest = told.longest;
      this.abbreviations = new Set(told.abbreviations);
      this.unlessCapital = new Set(told.unless_capital);
      const patterns = told.patterns.map((pattern) => new Pattern(pattern));
      this.rules = told.rules.map((rule) => ({
        ...rule,
        patterns: rule.patterns.map((number) => patterns[number]),
        unless: rule.unless.map((number) => patterns[number]),
      }));
    }

    /** Rules as data with a dealership's own behind them; one of ours by the same name gives way (rules/collection.py). */
    static joined(told, own) {
      const names = new Set(own.rules.map((rule) => rule.name));
      const moved = (numbers) => numbers.map((number) => number + told.patterns.length);
      const theirs = own.rules.map((rule) => ({ ...rule, patterns: moved(rule.patterns), unless: moved(rule.unless) }));
      const rules = [...told.rules.filter((rule) => !names.has(rule.name)), ...theirs];
      return { ...told, rules, patterns: [...told.patterns, ...own.patterns] };
    }

    /** What the rules find in a text, in the order of the text; of one label no two over the same words. */
    review(text) {
      const read = new Text(text, this.folds);
      const possible = this.rules.filter((rule) => rule.patterns.some((pattern) => pattern.mayBeIn(read.flat)));
      const found = this.#sentences(read).flatMap((sentence) => possible.flatMap((rule) => this.#hits(rule, sentence, read)));
      return this.merged(found);
    }

    /** The surer finding first, then the graver, then the longer; what overlaps under the same label is told once. */
    merged(findings) {
      const rank = (one, other) =>
        (one.tier !== "confirm") - (other.tier !== "confirm") ||
        other.severity - one.severity ||
        one.start - one.end - (other.start - other.end) ||
        one.start - other.start;
      const told = [];
      for (const finding of [...findings].sort(rank)) {
        const isTold = (other) => other.label === finding.label && finding.start < other.end && other.start < finding.end;
        if (!told.some(isTold)) told.push(finding);
      }
      const place = (one, other) =>
        one.start - other.start || one.end - other.end || this.order.get(one.label) - this.order.get(other.label);
      return told.sort(place);
    }

    #hits(rule, sentence, read) {
      const found = rule.patterns.flatMap((pattern, number) =>
        pattern.matches(sentence.folded).map((match) => ({ number, match, start: match.index, end: match.index + match[0].length })),
      );
      if (!found.length || rule.unless.some((pattern) => pattern.matches(sentence.folded).length)) return [];
      found.sort((one, other) => one.start - other.start || other.end - one.end || one.number - other.number);
      const told = [];
      let reached = 0;
      for (const hit of found) {
        if (hit.start < reached) continue;
        reached = hit.end;
        told.push(this.#finding(rule, hit, sentence, read));
      }
      return told;
    }

    #finding(rule, hit, sentence, read) {
      const unit = read.units[sentence.start];
      const at = (offset) => read.points.get(unit + offset);
      const said = (_, slot) => {
        const span = hit.match.indices[slot === "said" ? 0 : Number(slot)];
        return span ? read.original(at(span[0]), at(span[1])) : "";
      };
      const { name, label, tier, severity, why } = rule;
      const span = { start: at(hit.start), end: at(hit.end), startUnit: unit + hit.start, endUnit: unit + hit.end };
      const within = { fromUnit: unit, untilUnit: read.units[sentence.stop] };
      return { ...span, ...within, label, tier, severity, rule: name, why, say_instead: rule.say_instead.replace(SLOT, said) };
    }

    #sentences(read) {
      const found = [];
      let begins = 0;
      for (const end of [...this.#ends(read), read.folded.length]) {
        for (const [start, stop] of this.#pieces(read.folded, begins, end)) {
          found.push({ start, stop, folded: read.plain(start, stop).replaceAll("\n", " ") });
        }
        begins = end;
      }
      return found;
    }

    #ends(read) {
      const ends = [];
      for (const match of read.flat.matchAll(ENDS)) {
        const start = read.points.get(match.index);
        const end = read.points.get(match.index + match[0].length);
        const isSmall = SMALL.test(read.characters[end] ?? "");
        const line = read.plain(Math.max(0, start - 20), start).split("\n").pop();
        const goesOn = match[1] === undefined ? isSmall && match[0].split("\n").length === 2 : this.#goesOn(match[1], line, isSmall);
        if (!goesOn) ends.push(end);
      }
      return ends;
    }

    #goesOn(mark, line, isSmall) {
      if (/[!?]/u.test(mark)) return false;
      if (mark !== ".") return isSmall;
      const word = line.split(" ").pop().replace(/^["'([{*]+/u, "");
      if (NUMBER.test(word)) return line.replace(/^ +| +$/gu, "") === word;
      const isInitial = word.length === 1 && word >= "a" && word <= "z" && word !== "i";
      return isInitial || this.abbreviations.has(word) || (isSmall && this.unlessCapital.has(word));
    }

    /** A stretch without the blanks around it, cut where it is longer than a sentence may be. */
    #pieces(folded, from, until) {
      const pieces = [];
      let [start, end] = [from, until];
      for (;;) {
        while (start < end && isBlank(folded[start])) start += 1;
        while (end > start && isBlank(folded[end - 1])) end -= 1;
        if (start === end) return pieces;
        if (end - start <= this.longest) return [...pieces, [start, end]];
        let cut = start + this.longest - 1;
        while (cut > start && folded[cut] !== " ") cut -= 1;
        if (cut === start) cut = start + this.longest;
        let stop = cut;
        while (stop > start && isBlank(folded[stop - 1])) stop -= 1;
        pieces.push([start, stop]);
        start = cut;
      }
    }
  }

  globalThis.SteadyhandGuard = SteadyhandGuard;
})();
