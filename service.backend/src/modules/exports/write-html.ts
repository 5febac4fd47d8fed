import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ExportHead } from '@parley/shared/models/export.ts';
import { eventWords } from './event-words.ts';
import type { Writer } from './writer.ts';

/** The page around the messages: what it looks like, and how it searches. */
export interface ExportPage {
  readonly style: string;
  readonly script: string;
}

const beside = (name: string): string => readFileSync(new URL(`./${name}`, import.meta.url), 'utf8');

/** Reads them from beside the program: they are a browser's, and no part of it. */
export const readExportPage = (): ExportPage => ({
  style: beside('export-page.css') + beside('export-line.css'),
  script: beside('export-page.js'),
});

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);
// Nothing that anybody said can end the element it stands in.
const data = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');
const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * One file that opens without a network. The messages lie in it as data, a block a page, which the page's script shows
 * as one scrolls; its policy lets no other script run and nothing be fetched, whatever anybody wrote.
 */
export const createWriteHtml = ({ style, script }: ExportPage): Writer =>
  async function* writeHtml({ head, pages, counts }) {
    const title = titleOf(head);
    const policy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; img-src data:; base-uri 'none'; form-action 'none'`;
    const people = new Map(head.people.map((person) => [person.id, person]));
    yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<header class="head">
<div class="name"><h1>${escapeHtml(title)}</h1><p id="facts">Opening the record</p></div>
<form id="find" role="search"><label>Search <input id="words" type="search" autocomplete="off"></label>
<label>Go to <input id="day" type="date"></label></form>
<section id="found" aria-label="Found" hidden><p id="told" role="status"></p><ol id="hits"></ol></section>
</header>
<noscript><p class="note">The messages are in this file as data: to show them it needs its own script.</p></noscript>
<main><ol id="line" aria-label="Messages" tabindex="-1"></ol></main>
<script type="application/json" id="head">${data(head)}</script>
`;
    for await (const page of pages()) {
      const told = page.map((message) =>
        message.event === undefined ? message : { ...message, content: eventWords(message, people) },
      );
      const [first] = page;
      yield `<script type="application/json" class="page" data-seq="${first?.seq}" data-at="${first?.at}">${data(told)}</script>\n`;
    }
    yield `<script type="application/json" id="counts">${data(counts())}</script>
<script>${script}</script>
</body>
</html>
`;
  };

/** What the conversation is called: its name, or the names of the two. */
function titleOf({ conversation, people }: ExportHead): string {
  return conversation.title ?? people.map(({ displayName }) => displayName).join(' and ');
}
