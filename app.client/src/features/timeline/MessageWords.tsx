import { memo } from 'react';
import { linkify } from '../../chat/linkify.ts';
import { placed } from '../../chat/pieces.ts';
import { Words } from '../../ui/line/Words.tsx';

interface MessageWordsProps {
  content: string;
  edited: boolean;
  /** "written 08:56, sent 09:10": where no head says so. */
  late: string | null;
}

/** What somebody said: paragraphs with their own direction, line breaks as written, addresses as links. */
export const MessageWords = memo(function MessageWords({ content, edited, late }: MessageWordsProps) {
  const paragraphs = placed(
    content
      .trimEnd()
      .split(/\n{2,}/u)
      .map((text) => ({ text })),
  );
  return (
    <Words>
      {paragraphs.map((paragraph, index) => (
        <p key={paragraph.at} dir="auto">
          {placed(linkify(paragraph.text)).map(({ text, href, at }) =>
            href ? (
              <a key={at} href={href} target="_blank" rel="noopener noreferrer nofollow ugc">
                {text}
              </a>
            ) : (
              text
            ),
          )}
          {edited && index === paragraphs.length - 1 && <small className="timeline-edited"> edited</small>}
          {/* the room before it is left behind where it goes to a line of its own */}
          {late && index === paragraphs.length - 1 && (
            <>
              {' '}
              <small className="timeline-late">{late}</small>
            </>
          )}
        </p>
      ))}
    </Words>
  );
});

/** What is left of a deleted message: its place. */
export function DeletedWords() {
  return (
    <Words>
      <p className="is-gone">Deleted</p>
    </Words>
  );
}
