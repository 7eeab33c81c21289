export default function Throws() {
  throw new Error("a secret of the server");
}
