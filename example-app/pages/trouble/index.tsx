const kinds = [
  { href: "/trouble/render", text: "A component throws while the page is rendered", then: "status 500 and the error page" },
  { href: "/trouble/loader", text: "A loader throws", then: "status 500 and the error page" },
  { href: "/trouble/missing", text: "A loader finds nothing", then: "status 404 and the not-found page" },
  { href: "/trouble/boundary", text: "A component throws inside Suspense", then: "the page is sent; the browser tries that part again" },
  { href: "/trouble/deferred", text: "A deferred value fails after the page was sent", then: "an error boundary says so in the browser" },
  { href: "/no/such/page", text: "There is no such page", then: "status 404" },
];

/** Every way in which a page can fail, to be tried out. */
export default function Trouble() {
  return (
    <>
      <title>When things go wrong · Lantern Books</title>
      <meta name="robots" content="noindex" />
      <h1>When things go wrong</h1>
      <p className="lead">Each of these pages fails in its own way. What should happen stands behind it.</p>
      <dl>
        {kinds.map(({ href, text, then }) => (
          <div key={href}>
            <dt>
              <a href={href}>{text}</a>
            </dt>
            <dd>{then}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
