import { timeOf } from '../../chat/moments.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { MessageRow } from '../../ui/line/MessageRow.tsx';
import { RowHead } from '../../ui/line/RowHead.tsx';
import { Words } from '../../ui/line/Words.tsx';
import { Tick } from '../../ui/Tick.tsx';

const at = (hour: number, minute: number) => timeOf(new Date(2026, 0, 5, hour, minute).getTime());

/** A piece of the line, to show what this is: two said something, one answer is read, one is not on the record yet. */
export function AuthLine() {
  return (
    <>
      <MessageRow
        face={<Avatar name="Mirela Kovač" seed="mirela" decorative />}
        head={<RowHead name="Mirela Kovač" time={at(6, 24)} />}
      >
        <Words>
          <p>Fog until eight. We start with the inner side.</p>
        </Words>
      </MessageRow>
      <MessageRow
        face={<Avatar name="Yusuf Haddad" seed="yusuf" decorative />}
        head={<RowHead name="Yusuf Haddad" time={at(6, 26)} />}
      >
        <Words>
          <p dir="auto" lang="ar">
            حسنًا، أنا عند البوابة.
          </p>
        </Words>
      </MessageRow>
      <MessageRow own head={<RowHead name="You" time={at(6, 27)} />} end={<Tick state="read" />}>
        <Words>
          <p>Coffee is on the sill.</p>
        </Words>
      </MessageRow>
      <MessageRow own state="unsent" end={<Tick state="sending" />}>
        <Words>
          <p>Bring the long rope.</p>
        </Words>
      </MessageRow>
    </>
  );
}
