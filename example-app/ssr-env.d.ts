// Types for what the bundler provides and TypeScript cannot see: the module
// "ssr", assets, CSS modules, text imports and import.meta.env.

declare module "ssr" {
  /** What a loader is given. */
  export interface LoaderArgs<Params = Record<string, string>> {
    /** Values of the route's dynamic segments, decoded. */
    params: Params;
    request: Request;
    /** Aborted when the visitor leaves or the request's time is up. */
    signal: AbortSignal;
    /** Whatever the Go program passed along with the request. */
    context: unknown;
  }

  /** What an action is given: a loader's arguments, and a body to read. */
  export type ActionArgs<Params = Record<string, string>> = LoaderArgs<Params>;

  type Result<F> = F extends (...args: never[]) => infer R ? Awaited<R> : object;

  /**
   * Props of a page: its loader's result, the route's params, the URL (path
   * and query) and, after a POST, its action's result.
   */
  export type PageProps<
    Loader = undefined,
    Action = undefined,
    Params = Record<string, string>,
  > = Result<Loader> & {
    params: Params;
    url: string;
    actionData?: Result<Action>;
  };

  /** Props of pages/_error.tsx. The stack is there in development only. */
  export interface ErrorProps {
    status: number;
    message: string;
    stack?: string;
  }

  /** Ends a loader or action with a redirect; 302 unless told otherwise. */
  export function redirect(location: string, status?: 301 | 302 | 303 | 307 | 308): never;

  /** Ends a loader or action with the 404 page. */
  export function notFound(): never;
}

declare module "*.module.css" {
  const classes: Readonly<Record<string, string>>;
  export default classes;
}

declare module "*.css";

declare module "*.svg" {
  const url: string;
  export default url;
}

declare module "*.png" {
  const url: string;
  export default url;
}

declare module "*.md" {
  const text: string;
  export default text;
}

interface ImportMetaEnv {
  readonly MODE: "development" | "production";
  readonly DEV: boolean;
  readonly PROD: boolean;
  readonly SSR: boolean;
  readonly PUBLIC_SHOP_NAME?: string;
}

interface ImportMeta {
  readonly env: ImportMetaEnv;
}
