export default function App({ url }: { url: string }) {
  return (
    <html lang="en">
      <head>
        <title>single</title>
      </head>
      <body>
        <h1>{`at ${url}`}</h1>
      </body>
    </html>
  );
}
