// A table of 1,000 rows and 6 columns.

type Row = { id: number; name: string; city: string; total: number; share: string; open: boolean };

const cities = ["Aarhus", "Łódź", "München", "Oslo & Bergen", "Porto", "São Paulo"];

const rows: Row[] = Array.from({ length: 1000 }, (_, i) => ({
  id: i + 1,
  name: `Customer <${i + 1}>`,
  city: cities[i % cities.length],
  total: (i * 7919) % 100_000,
  share: `${((i * 13) % 100) / 10} %`,
  open: i % 3 === 0,
}));

function Line({ row }: { row: Row }) {
  return (
    <tr className={row.open ? "row open" : "row"} data-id={row.id}>
      <td>{row.id}</td>
      <td>
        <a href={`/customers/${row.id}`}>{row.name}</a>
      </td>
      <td>{row.city}</td>
      <td className="number">{row.total}</td>
      <td className="number">{row.share}</td>
      <td>{row.open ? "open" : "closed"}</td>
    </tr>
  );
}

export default function Table() {
  return (
    <table>
      <thead>
        <tr>
          <th>#</th>
          <th>Name</th>
          <th>City</th>
          <th>Total</th>
          <th>Share</th>
          <th>State</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Line key={row.id} row={row} />
        ))}
      </tbody>
    </table>
  );
}
