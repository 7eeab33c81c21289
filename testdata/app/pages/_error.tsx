export default function Failure({ status, message }: { status: number; message: string }) {
  return <h1>{`Sorry ${status} ${message}`}</h1>;
}
