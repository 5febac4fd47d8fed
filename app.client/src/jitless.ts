import * as z from 'zod/mini';

// First of all: the content policy forbids to make code out of text, and a schema decides when it is built.
z.config({ jitless: true });
