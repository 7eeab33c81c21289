// The module "ssr" as the app imports it: how a loader or an action ends with something else than a page.
// What these functions throw is recognised by its tag, so that a second copy of this module does no harm.

const tag = Symbol.for("ssr.answer");

/** Ends a loader or action with a redirect; 302 unless told otherwise. */
export function redirect(location, status = 302) {
  if (status !== 301 && status !== 302 && status !== 303 && status !== 307 && status !== 308) {
    throw new RangeError(`redirect: ${status} is not the status of a redirect (301, 302, 303, 307, 308)`);
  }
  throw { [tag]: "redirect", location: String(location), status };
}

/** Ends a loader or action with the not-found page. */
export function notFound() {
  throw { [tag]: "not-found" };
}
