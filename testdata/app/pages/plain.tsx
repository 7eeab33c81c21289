export default function Plain(props: any) {
  return <h1>{`plain ${props.name ?? "-"}`}</h1>;
}
