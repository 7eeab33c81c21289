export default function RenderTrouble() {
  return (
    <>
      <h1>You will not see this</h1>
      <Shelf books={undefined} />
    </>
  );
}

/** Makes the commonest mistake there is. */
function Shelf({ books }: { books: string[] | undefined }) {
  return <p>{(books as string[]).length} books</p>;
}
