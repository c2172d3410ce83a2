'use strict';
// The page of a review. The data stands in elements of type application/json: one for the table (index), one for each
// submission (unit-N), read only when it is looked at. All words are put in as text, never as markup.
(() => {
  const byId = id => document.getElementById(id);
  const read = id => JSON.parse(byId(id).textContent);
  const words = read('words');
  const rules = read('rules');
  const rows = read('index');
  const titles = new Map(rules.map(rule => [rule.code, rule.title]));
  const say = (name, values = {}) =>
    words[name].replace(/\{(\w+)\}/g, (_, key) => values[key] ?? '');

  // An element with its properties and what stands in it.
  const make = (tag, properties, ...inside) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties ?? {})) {
      if (name in element) element[name] = value;
      else element.setAttribute(name, value);
    }
    element.append(...inside.filter(it => it || it === 0));
    return element;
  };

  const kinds = ['error', 'warning', 'note', 'clean', 'unchecked'];
  rows.forEach((row, at) => {
    row.number = at + 1;
    row.kind = row.state !== 'checked' ? 'unchecked'
      : row.errors ? 'error' : row.warnings ? 'warning' : row.notes ? 'note' : 'clean';
  });

  // The folder that all paths share is told nowhere; the files of a submission name it.
  const folders = rows.map(row => row.name.slice(0, row.name.lastIndexOf('/') + 1));
  const shared = folders.reduce((one, other) => {
    while (!other.startsWith(one)) one = one.slice(0, one.lastIndexOf('/', one.length - 2) + 1);
    return one;
  }, folders[0] ?? '');
  rows.forEach(row => { row.name = row.name.slice(shared.length); });

  // What a submission says, for the search: made when it is first searched, in spare moments before that.
  const spoken = row => {
    if (row.words === undefined) {
      const texts = [row.name, row.year ?? '', row.reason ?? ''];
      const collect = value => {
        if (typeof value === 'string') texts.push(value);
        else if (value && typeof value === 'object') Object.values(value).forEach(collect);
      };
      collect({ ...read('unit-' + row.number), texts: null, held: null, receipt: null });
      row.words = texts.join('\n').toLowerCase();
    }
    return row.words;
  };
  const prepare = at => {
    const until = performance.now() + 8;
    while (at < rows.length && performance.now() < until) spoken(rows[at++]);
    if (at < rows.length) setTimeout(prepare, 30, at);
  };

  // Draws a long list piece by piece, as far as it is scrolled.
  const grow = (list, parent, draw, step) => {
    let drawn = 0;
    const mark = make('div', { className: 'grow' });
    const more = count => {
      parent.append(...list.slice(drawn, drawn + count).map(draw));
      drawn = Math.min(list.length, drawn + count);
      if (drawn === list.length) { observer.disconnect(); mark.remove(); }
    };
    const observer = new IntersectionObserver(seen => {
      if (seen.some(one => one.isIntersecting)) {
        more(step);
        // Still in sight after that: look again.
        if (mark.isConnected) { observer.unobserve(mark); observer.observe(mark); }
      }
    }, { rootMargin: '600px' });
    more(step);
    if (drawn < list.length) {
      (parent.closest('table') ?? parent).after(mark);
      observer.observe(mark);
    }
    return { all: () => more(list.length), stop: () => { observer.disconnect(); mark.remove(); } };
  };

  // The table.
  const wish = { text: '', kinds: new Set(), rule: '', by: 'number', falls: false };
  let shown = rows;
  let table = null;
  // Waivers and an earlier review have columns where there are such.
  const some = key => rows.some(row => row[key]);
  const columns = ['errors', 'warnings', 'notes', ...(some('waived') ? ['waived'] : []), 'open',
    ...(some('fresh') ? ['fresh'] : [])];
  const heads = { number: 'submission', ...Object.fromEntries(columns.map(key =>
    [key, key === 'open' ? 'not_evaluated' : key])) };

  const search = make('input', { type: 'search', placeholder: say('search'), 'aria-label': say('search') });
  const choice = make('select', { 'aria-label': say('rule') }, make('option', { value: '' }, say('any_rule')),
    ...[...rules].sort((a, b) => a.code < b.code ? -1 : 1).map(rule =>
      make('option', { value: rule.code }, `${rule.code} ${rule.title} · ${rule.submissions}`)));
  const chips = make('div', { className: 'chips', role: 'group', 'aria-label': say('any_kind') }, ...kinds.map(kind =>
    make('button', { type: 'button', 'data-kind': kind }, make('i', { className: kind }), say('worst_' + kind))));
  chips.prepend(make('small', null, say('any_kind')));
  const count = make('output', { className: 'count' });
  const clear = make('button', { type: 'button', className: 'plain', onclick: () => {
    Object.assign(wish, { text: '', kinds: new Set(), rule: '' });
    search.value = '';
    update();
  } }, say('clear'));
  const paper = make('button', { type: 'button', className: 'plain', onclick: () => printAll() }, say('print_all'));
  const head = make('tr', null, ...Object.keys(heads).map(key => make('th', { scope: 'col', className: key },
    make('button', { type: 'button', onclick: () => sort(key) }, say(heads[key])))));
  const body = make('tbody');
  const empty = make('p', { className: 'faint empty', hidden: true }, say('none_fit'));
  byId('list').append(
    make('div', { className: 'bar' }, search, choice, chips, make('span', { className: 'end' }, count, clear, paper)),
    make('table', null, make('thead', null, head), body), empty);

  const sort = key => {
    wish.falls = wish.by === key ? !wish.falls : key !== 'number';
    wish.by = key;
    update();
  };

  const line = row => {
    const href = '#unit-' + row.number;
    const hit = wish.rule && row.rules[wish.rule] ? ` ${wish.rule} × ${row.rules[wish.rule]}` : '';
    const name = make('td', { className: 'number' }, make('i', { className: row.kind }), make('a', { href }, row.name),
      row.year ? make('small', null, say('year', { n: row.year })) : '', hit && make('small', null, hit),
      row.kind === 'unchecked' && row.reason ? make('small', { className: 'reason' }, row.reason) : '');
    const cells = row.kind === 'unchecked'
      ? [make('td', { colSpan: columns.length, className: 'reason' }, say('unchecked'))]
      : columns.map(key => make('td', { className: row[key] ? key : 'zero' }, String(row[key])));
    return make('tr', { onclick: event => { if (!event.target.closest('a')) location.hash = href; } }, name, ...cells);
  };

  const fits = (row, texts) =>
    (!wish.kinds.size || wish.kinds.has(row.kind)) && (!wish.rule || wish.rule in row.rules)
    && texts.every(text => row.name.toLowerCase().includes(text) || spoken(row).includes(text));

  const update = () => {
    const texts = wish.text.toLowerCase().split(/\s+/).filter(Boolean);
    shown = rows.filter(row => fits(row, texts));
    if (wish.by !== 'number' || wish.falls) {
      const sign = wish.falls ? -1 : 1;
      shown.sort((a, b) => sign * (a[wish.by] - b[wish.by]) || a.number - b.number);
    }
    table?.stop();
    body.replaceChildren();
    table = grow(shown, body, line, 60);
    empty.hidden = shown.length > 0;
    count.textContent = say('shown', { n: shown.length, m: rows.length });
    clear.hidden = !wish.text && !wish.kinds.size && !wish.rule;
    paper.hidden = !shown.length;
    choice.value = wish.rule;
    for (const button of document.querySelectorAll('[data-kind]'))
      button.setAttribute('aria-pressed', wish.kinds.has(button.dataset.kind));
    for (const button of document.querySelectorAll('[data-rule]'))
      button.setAttribute('aria-pressed', wish.rule === button.dataset.rule);
    for (const cell of head.children)
      if (cell.className === wish.by) cell.setAttribute('aria-sort', wish.falls ? 'descending' : 'ascending');
      else cell.removeAttribute('aria-sort');
  };

  let due = 0;
  search.addEventListener('input', () => {
    clearTimeout(due);
    due = setTimeout(() => { wish.text = search.value; update(); }, 80);
  });
  choice.addEventListener('change', () => { wish.rule = choice.value; update(); });
  document.addEventListener('click', event => {
    const button = event.target.closest?.('button');
    const { kind, rule } = button?.dataset ?? {};
    if (kind) { if (!wish.kinds.delete(kind)) wish.kinds.add(kind); update(); }
    if (rule) { wish.rule = wish.rule === rule ? '' : rule; update(); }
  });

  // A clause with the words that are wrong, and the figures that took part, marked where they stand in it.
  const marked = finding => {
    const { clause } = finding;
    const tail = text => text.slice(text.lastIndexOf(' ') + 1);
    const wanted = [[tail(finding.wrong), 'wrong'], ...finding.others.map(([text]) => [tail(text), 'other'])];
    const places = [];
    for (const [text, className] of wanted) {
      const start = text ? clause.indexOf(text) : -1;
      const end = start + text.length;
      // A figure inside a longer one is another figure.
      const inside = start < 0 || /[\d.]/.test(clause[start - 1] ?? '') || /\d/.test(clause[end] ?? '');
      if (!inside && places.every(one => end <= one.start || start >= one.end)) places.push({ start, end, className });
    }
    places.sort((a, b) => a.start - b.start);
    const parts = [];
    let at = 0;
    for (const { start, end, className } of places) {
      parts.push(clause.slice(at, start), make('mark', { className }, clause.slice(start, end)));
      at = end;
    }
    return make('blockquote', null, ...parts, clause.slice(at));
  };

  const pairs = lines => make('dl', null,
    ...lines.flatMap(([key, ...value]) => [make('dt', null, key), make('dd', null, ...value)]));

  // Words of a draft as people may see them: what nobody sees, or what turns the reading direction, is named.
  const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
  const plain = text => text.replace(unseen, one =>
    `‹U+${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}›`);

  // The lines of a text, with the places of findings marked.
  const textLines = (text, findings, clean) => {
    const lines = text.split(/\r\n|\n|\r/);
    const marks = lines.map(() => []);
    for (const finding of findings) {
      const { from, to } = finding.stretch;
      for (let at = from[0]; at <= to[0] && at < lines.length; at += 1)
        marks[at].push({ finding, start: at === from[0] ? from[1] : 0, end: at === to[0] ? to[1] : lines[at].length });
    }
    return lines.map((line, at) => {
      const parts = [];
      let done = 0;
      let last = null;
      for (const { finding, start, end } of marks[at].sort((a, b) => a.start - b.start || b.end - a.end)) {
        const from = Math.max(start, done);
        const name = `${finding.code} ${finding.title}`;
        if (last && from >= end) {
          // All of it is marked: the mark is that of several findings.
          last.dataset.finding += ' ' + finding.number;
          last.title += '\n' + name;
          continue;
        }
        last = make('mark', { className: finding.severity, 'data-finding': finding.number, title: name },
          clean(line.slice(from, end)) || '‸');
        parts.push(clean(line.slice(done, from)), last);
        done = end;
      }
      return make('p', null, ...parts, clean(line.slice(done)) || (parts.length ? '' : '\u00a0'));
    });
  };

  // The drafts of a submission, drawn when they are opened.
  const draft = (unit, whole) => {
    if (!unit.texts.length) return '';
    const place = make('div');
    const fold = make('details', { className: 'draft' }, make('summary', null, say('draft')), place);
    const drawn = () => {
      if (place.childElementCount) return;
      unit.texts.forEach(({ name, text, is_transcript }, at) => place.append(
        unit.texts.length > 1 ? make('h3', null, name) : '',
        make('div', { className: 'text' },
          ...textLines(text, unit.findings.filter(finding => finding.stretch?.text === at),
            // Tabs part the cells of a row where the text was drawn from tables.
            is_transcript ? words => plain(words).replaceAll('\t', ' │ ') : plain))));
    };
    fold.addEventListener('toggle', drawn);
    place.addEventListener('click', event => {
      const mark = event.target.closest('mark');
      if (!mark) return;
      const card = 'finding-' + mark.dataset.finding.split(' ')[0];
      open.all();
      // It may be one that is filtered out.
      if (!byId(card)) { whole(); open.all(); }
      glance(byId(card));
    });
    fold.show = finding => {
      drawn();
      fold.open = true;
      glance(place.querySelector(`mark[data-finding~="${finding.number}"]`));
    };
    return fold;
  };

  // Brings an element into sight and lets it flash.
  const glance = element => {
    if (!element) return;
    element.scrollIntoView({ block: 'center' });
    element.classList.remove('seen');
    requestAnimationFrame(() => element.classList.add('seen'));
  };

  const card = (finding, show) => {
    const where = [finding.place, finding.titles].filter(Boolean).join(' · ');
    const figures = finding.others.flatMap(([text, place]) =>
      [make('span', { className: 'figure' }, text, make('small', null, place)), ' ']);
    const link = show && finding.stretch
      ? make('button', { type: 'button', className: 'plain show', onclick: () => show(finding) }, say('to_draft')) : '';
    return make('article', { className: 'finding ' + finding.severity, id: 'finding-' + finding.number },
      make('h3', null, make('b', { className: 'badge' }, say(finding.severity)), make('code', null, finding.code), ' ',
        finding.title, finding.fresh === null ? ''
          : make('b', { className: 'badge ' + (finding.fresh ? 'fresh' : 'old') }, say(finding.fresh ? 'fresh' : 'remaining'))),
      finding.message && finding.message !== finding.title && make('p', { className: 'message' }, finding.message),
      // What is missing has no words to quote; what the message quotes whole is not told twice.
      finding.clause && !finding.message.includes(finding.clause) && marked(finding),
      pairs([
        ...(where ? [[say('place'), where, ' ', link]] : []),
        ...(figures.length ? [[say('figures'), ...figures]] : []),
        ...finding.lines,
      ]));
  };

  // A folded list, whose rows are made when it is opened or printed; their first cells are codes.
  const folded = (name, title, list, inPrint, open = false) => {
    if (!list.length) return '';
    const body = make('tbody');
    const fold = make('details', { className: name, open }, make('summary', null, title), make('table', null, body));
    fold.fill = () => {
      if (body.childElementCount) return;
      body.append(...list.map(([code, ...cells]) => make('tr', null, make('td', null, make('code', null, code)),
        ...cells.map(cell => make('td', null, ...[cell].flat())))));
    };
    fold.addEventListener('toggle', fold.fill);
    if (inPrint) fold.fill();
    return fold;
  };
  const waiver = ({ code, said, place, reason, approver, expires }) => [code, [said, make('small', null, place)],
    [reason, make('small', null, approver === null ? say('self_marked') : say('approved', { who: approver })),
      make('small', null, expires && say('until', { day: expires }))]];
  const checked = ([code, title, place, words]) => [code, [title, make('small', null, place)], words];
  const proof = ([what, name, value, hash]) => [what, [name, make('small', null, value)], make('code', null, hash)];

  // A submission whole: its head, what was found, what could not be evaluated.
  const severities = { errors: 'error', warnings: 'warning', notes: 'note' };
  const sheet = (row, only, tap, pressed, whole) => {
    const unit = read('unit-' + row.number);
    const facts = [];
    if (unit.path) facts.push([say('path'), unit.path]);
    if (row.year) facts.push([say('evaluated'), say('year', { n: row.year })]);
    if (unit.files.length) facts.push([say('files'), ...unit.files.flatMap(file => [make('span', null, file), make('br')])]);
    if (unit.packs.length) facts.push([say('packs'), unit.packs.join(' › ')]);
    const tally = columns.map(key => {
      const can = row[key] && severities[key] && tap;
      return make(can ? 'button' : 'span', {
        className: row[key] ? key : 'zero',
        ...(can && { type: 'button', 'aria-pressed': pressed === severities[key], onclick: () => tap(severities[key]) }),
      }, say(heads[key]) + ' ', make('b', null, String(row[key])));
    });
    unit.findings.forEach((finding, number) => { finding.number = number; });
    const findings = only ? unit.findings.filter(only) : unit.findings;
    // On paper with many, drafts would be in the way.
    const text = tap ? draft(unit, whole) : '';
    const place = make('div', { className: 'findings' });
    const section = make('section', { className: 'unit' }, make('h1', null, row.name),
      row.kind === 'unchecked' ? make('p', { className: 'warn' }, say('could_not', { why: row.reason ?? '' }))
        : make('p', { className: 'tally' }, ...tally, make('span', { className: 'passed' }, say('passed', { n: unit.passed }))),
      pairs(facts),
      unit.told.length && row.kind !== 'unchecked'
        ? make('div', { className: 'warn' }, make('b', null, say('told')), ...unit.told.map(text => make('p', null, text))) : '',
      row.kind === 'clean' ? make('p', { className: 'good' }, say(row.waived ? 'all_waived' : 'no_findings')) : '', place,
      folded('fixed open', say('fixed_title', { n: unit.fixed.length }), unit.fixed, true),
      folded('waived open', say('waived_title', { n: unit.waived.length }), unit.waived.map(waiver), true, true),
      folded('open', say('open_title', { n: unit.open.length }), unit.open, true),
      // On paper with many, what holds would be in the way.
      tap ? folded('held', say('held_title', { n: unit.held.length }), unit.held.map(checked)) : '',
      tap ? folded('receipt', say('receipt'), unit.receipt.map(proof)) : '',
      text);
    return { section, findings, place, show: text ? text.show : null };
  };

  // One submission, with the way to its neighbours in the table as it is filtered.
  let open = null;
  let away = 0;
  const showUnit = (number, rule, severity) => {
    const row = rows[number - 1];
    const at = shown.indexOf(row);
    const near = (other, name) => other
      ? make('a', { href: '#unit-' + other.number, className: 'plain' }, say(name)) : '';
    if (!row.rules[rule]) rule = '';
    const only = finding => (!rule || finding.code === rule) && (!severity || finding.severity === severity);
    const narrowed = rule ? make('p', { className: 'narrow' }, `${say('only_rule', { code: rule })} ${titles.get(rule)} `,
      make('button', { type: 'button', className: 'plain', onclick: () => showUnit(number, '', severity) },
        say('whole_unit'))) : '';
    open?.stop();
    const { section, findings, place, show } = sheet(row, only,
      tapped => showUnit(number, rule, tapped === severity ? '' : tapped), severity, () => showUnit(number, '', ''));
    byId('unit').replaceChildren(
      make('nav', null, make('a', { href: '#', className: 'plain' }, '← ' + say('back')),
        make('span', { className: 'end' }, at >= 0 ? make('small', null, say('nth', { n: at + 1, m: shown.length })) : '',
          near(shown[at - 1], 'previous'), at >= 0 ? near(shown[at + 1], 'next') : '',
          make('button', { type: 'button', className: 'plain', onclick: () => print() }, say('print')))),
      narrowed, section);
    open = grow(findings, place, finding => card(finding, show), 40);
    document.title = row.name;
    view('unit');
    scrollTo(0, 0);
  };

  const view = name => ['overview', 'unit', 'all'].forEach(id => { byId(id).hidden = id !== name; });

  const route = () => {
    const number = Number(/^#unit-(\d+)$/.exec(location.hash)?.[1]);
    if (number >= 1 && number <= rows.length) {
      if (!byId('overview').hidden) away = scrollY;
      showUnit(number, wish.rule, '');
      return;
    }
    open?.stop();
    byId('unit').replaceChildren();
    document.title = say('title');
    view('overview');
    scrollTo(0, away);
  };

  // Paper shows whole lists, and all that is folded.
  const unfold = () => {
    table?.all();
    open?.all();
    document.querySelectorAll('details.open').forEach(one => { one.open = true; });
  };
  const printAll = () => {
    const sheets = shown.map(row => {
      const { section, findings, place } = sheet(row, null);
      place.append(...findings.map(finding => card(finding, null)));
      return section;
    });
    byId('all').replaceChildren(...sheets);
    view('all');
    addEventListener('afterprint', () => { byId('all').replaceChildren(); route(); }, { once: true });
    print();
  };
  addEventListener('beforeprint', unfold);
  addEventListener('hashchange', route);
  addEventListener('keydown', event => {
    if (event.target.closest?.('input, select') || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '/') { location.hash = ''; search.focus(); event.preventDefault(); }
    if (event.key === 'Escape' && location.hash) location.hash = '';
  });

  byId('ground').append(folded('receipt', say('receipt'), read('receipt').map(proof)));
  update();
  route();
  setTimeout(prepare, 300, 0);
})();
