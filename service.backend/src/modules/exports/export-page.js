// The page of an exported conversation: shows its messages as one scrolls, searches them, goes to a day. Needs nothing
// but the file it stands in.
(() => {
  const $ = (id) => document.getElementById(id);
  const read = (element) => JSON.parse(element.textContent);
  const head = read($('head'));
  const counts = read($('counts'));
  const blocks = [...document.querySelectorAll('script.page')];
  const people = new Map(head.people.map((person) => [person.id, person.displayName]));
  const line = $('line');
  const number = new Intl.NumberFormat('en');
  const dayName = new Intl.DateTimeFormat('en', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const dayOf = (at) => {
    const moment = new Date(at);
    const two = (value) => String(value).padStart(2, '0');
    return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  };
  const counted = (count, one, many) => `${number.format(count)} ${count === 1 ? one : many}`;
  const make = (name, className, text) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };

  $('facts').textContent =
    `${counted(counts.messages, 'message', 'messages')}, ${counted(counts.events, 'event', 'events')}, ` +
    `${counted(head.people.length, 'person', 'people')}. Numbers up to ${number.format(head.upToSeq)}. ` +
    `Exported ${dayName.format(new Date(head.exportedAt))}.`;

  // A block is read when it is shown, and only some are kept: a million messages need no more than a screen of them.
  const kept = new Map();
  function block(at) {
    const known = kept.get(at);
    if (known) return known;
    const messages = read(blocks[at]);
    kept.set(at, messages);
    if (kept.size > 12) kept.delete(kept.keys().next().value);
    return messages;
  }

  function row(message, before) {
    const isEvent = message.kind === 'system';
    const newDay = !before || dayOf(before.at) !== dayOf(message.at);
    const begins =
      !isEvent &&
      (newDay ||
        before.kind === 'system' ||
        before.senderId !== message.senderId ||
        Date.parse(message.at) - Date.parse(before.at) > 300_000);
    const item = make('li', `row${isEvent ? ' is-event' : ''}${begins ? ' has-head' : ''}`);
    if (message.senderId === head.exportedBy && !isEvent) item.classList.add('is-mine');
    item.dataset.seq = message.seq;
    item.append(make('span', 'number', number.format(message.seq)), make('span', 'bead'));
    const body = make('div', 'body');
    if (begins) {
      const who = make('div', 'who');
      const time = make('time', '', clock.format(new Date(message.at)));
      time.dateTime = message.at;
      who.append(make('b', '', people.get(message.senderId) ?? 'Somebody'), time);
      body.append(who);
    }
    const words = make('p', 'words', message.content ?? '');
    words.dir = 'auto';
    if (message.editedAt) words.append(' ', make('span', 'edited', '(edited)'));
    body.append(words);
    item.append(body);
    return newDay ? [make('li', 'day', dayName.format(new Date(message.at))), item] : [item];
  }

  // The blocks on the page are those from `first` to `last`, each with the elements it made.
  let shown = [];
  const most = 6;
  const fill = (at) => {
    let before = at > 0 ? block(at - 1).at(-1) : undefined;
    const rows = block(at).flatMap((message) => {
      const made = row(message, before);
      before = message;
      return made;
    });
    return { at, rows };
  };
  function after() {
    const at = shown.at(-1).at + 1;
    if (at >= blocks.length) return;
    const part = fill(at);
    shown.push(part);
    line.append(...part.rows);
    if (shown.length > most) for (const gone of shown.shift().rows) gone.remove();
  }
  function before() {
    const at = shown[0].at - 1;
    if (at < 0) return;
    const part = fill(at);
    const height = document.documentElement.scrollHeight;
    shown.unshift(part);
    line.prepend(...part.rows);
    scrollBy(0, document.documentElement.scrollHeight - height);
    if (shown.length > most) for (const gone of shown.pop().rows) gone.remove();
  }
  function showFrom(at) {
    line.replaceChildren();
    shown = [fill(at)];
    line.append(...shown[0].rows);
    after();
  }
  function goTo(seq) {
    let at = blocks.findLastIndex((one) => Number(one.dataset.seq) <= seq);
    if (at < 0) at = 0;
    showFrom(at);
    if (at > 0) before();
    const target = shown
      .flatMap(({ rows }) => rows)
      .find((one) => one.dataset.seq !== undefined && Number(one.dataset.seq) >= seq);
    if (!target) return;
    for (const one of document.querySelectorAll('.is-there')) one.classList.remove('is-there');
    target.classList.add('is-there');
    target.tabIndex = -1;
    target.scrollIntoView({ block: 'center' });
    target.focus({ preventScroll: true });
  }
  addEventListener('scroll', () => {
    if (shown.length === 0) return;
    const below = document.documentElement.scrollHeight - scrollY - innerHeight;
    if (below < 1500) after();
    else if (scrollY < 800) before();
  });

  // As the app searches: without regard to case and accents.
  const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  let asked = 0;
  async function find(text) {
    const turn = ++asked;
    const words = fold(text).split(/\s+/u).filter(Boolean);
    $('found').hidden = words.length === 0;
    if (words.length === 0) return;
    const hits = [];
    let total = 0;
    for (let at = 0; at < blocks.length; at++) {
      if (at % 20 === 19) {
        $('told').textContent = `Searched ${number.format(at * block(0).length)} so far, found ${number.format(total)}`;
        await new Promise((resolve) => setTimeout(resolve));
        if (turn !== asked) return;
      }
      for (const message of read(blocks[at])) {
        const folded = fold(message.content ?? '');
        if (message.kind !== 'text' || !words.every((word) => folded.includes(word))) continue;
        total++;
        if (hits.length < 200) hits.push(message);
      }
    }
    $('told').textContent =
      `Searched ${number.format(counts.messages)} of ${number.format(counts.messages)}, found ${number.format(total)}` +
      (total > hits.length ? `. The first ${hits.length}:` : '');
    $('hits').replaceChildren(...hits.map((message) => hit(message, words)));
  }
  function hit(message, words) {
    const button = make('button');
    button.type = 'button';
    const context = make('span');
    context.dir = 'auto';
    context.append(...marked(message.content ?? '', words));
    button.append(
      make('small', '', number.format(message.seq)),
      context,
      make('small', '', `${people.get(message.senderId) ?? 'Somebody'}, ${dayOf(message.at)}`),
    );
    button.addEventListener('click', () => {
      // On a small screen what was found would cover where it leads.
      if (innerWidth < 600) $('found').hidden = true;
      goTo(message.seq);
    });
    const item = make('li');
    item.append(button);
    return item;
  }
  // Marks the first place of the first word, where folding left the length as it was.
  function marked(content, words) {
    const flat = content.replace(/\s+/gu, ' ');
    const folded = fold(flat);
    const at = folded.length === flat.length ? folded.indexOf(words[0]) : -1;
    if (at < 0) return [flat.slice(0, 120)];
    const from = Math.max(0, at - 40);
    const upTo = at + words[0].length;
    return [
      (from > 0 ? '…' : '') + flat.slice(from, at),
      make('mark', '', flat.slice(at, upTo)),
      flat.slice(upTo, upTo + 120),
    ];
  }

  let pause = 0;
  $('words').addEventListener('input', ({ target }) => {
    clearTimeout(pause);
    pause = setTimeout(() => find(target.value), 150);
  });
  $('find').addEventListener('submit', (event) => {
    event.preventDefault();
    find($('words').value);
  });
  if (blocks.length > 0) {
    $('day').min = dayOf(blocks[0].dataset.at);
    $('day').max = dayOf(block(blocks.length - 1).at(-1).at);
    $('day').addEventListener('change', ({ target }) => {
      if (!target.value) return;
      const start = new Date(`${target.value}T00:00:00`).getTime();
      let at = blocks.findLastIndex((one) => Date.parse(one.dataset.at) < start);
      if (at < 0) at = 0;
      const found =
        block(at).find((one) => Date.parse(one.at) >= start) ?? (at + 1 < blocks.length ? block(at + 1)[0] : undefined);
      goTo((found ?? block(at).at(-1)).seq);
    });
    showFrom(0);
  }
  document.documentElement.dataset.ready = 'yes';
})();
