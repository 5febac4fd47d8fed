/** A small table of words and numbers; the first column names the row. */
export function Figures(props: {
  title: string;
  head: readonly string[];
  rows: readonly (readonly [string, ...string[]])[];
  empty: string;
}) {
  const { title, head, rows, empty } = props;
  if (rows.length === 0)
    return (
      <section aria-label={title}>
        <h3>{title}</h3>
        <p className="admin-note">{empty}</p>
      </section>
    );
  return (
    <table className="admin-figures">
      <caption>{title}</caption>
      <thead>
        <tr>
          {head.map((word) => (
            <th scope="col" key={word}>
              {word}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, ...values]) => (
          <tr key={[name, ...values].join()}>
            <th scope="row">{name}</th>
            {values.map((value, index) => (
              <td key={head[index + 1]}>{value}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
