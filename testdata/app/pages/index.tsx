export function loader({ context, request }: any) {
  return { user: context?.user ?? "nobody", greeting: process.env.GREETING, search: new URL(request.url).search };
}

export default function Index({ user, greeting, search }: any) {
  return <h1>{`${greeting}, ${user}${search}`}</h1>;
}
