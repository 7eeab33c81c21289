export async function action({ request }: any) {
  const body = await request.text();
  return { got: body };
}

export default function Form({ actionData }: any) {
  return <p>{`got ${actionData?.got ?? "nothing"}`}</p>;
}
