import { useState } from "react";
import { type ActionArgs, type PageProps, redirect } from "ssr";
import { Field } from "@/components/Field";
import { Notice } from "@/components/Notice";
import { capital } from "@/lib/format";
import { categories } from "@/lib/query";
import { checkSuggestion, emptySuggestion, type Problems, readSuggestion, type Suggestion, whyLimit } from "@/lib/suggestion";
import css from "./suggest.module.css";

interface Answer {
  suggestion: Suggestion;
  problems: Problems;
}

/**
 * Checks what was sent. A good suggestion is answered with a redirect, so that
 * reloading the page does not send it again; a bad one comes back with what to mend.
 */
export async function action({ request }: ActionArgs): Promise<Answer> {
  const suggestion = readSuggestion(await request.formData());
  const problems = checkSuggestion(suggestion);
  if (Object.keys(problems).length === 0) {
    redirect(`/suggest/thanks?${new URLSearchParams({ title: suggestion.title })}`, 303);
  }
  return { suggestion, problems };
}

export default function Suggest({ actionData }: PageProps<undefined, typeof action>) {
  const { suggestion, problems } = actionData ?? { suggestion: emptySuggestion, problems: {} };
  const mistakes = Object.keys(problems).length;
  return (
    <>
      <title>Suggest a book · Lantern Books</title>
      <h1>Suggest a book</h1>
      <p className="lead">Something old that should be on our shelves? Tell us, and we will read it.</p>
      {mistakes > 0 && (
        <Notice kind="bad" title="Nearly.">
          <p>{mistakes === 1 ? "One field needs" : `${mistakes} fields need`} another look.</p>
        </Notice>
      )}
      <form className={css.form} method="post" noValidate>
        <Field label="Title" problem={problems.title}>
          {(control) => <input {...control} name="title" defaultValue={suggestion.title} autoComplete="off" />}
        </Field>
        <Field label="Author" problem={problems.author}>
          {(control) => <input {...control} name="author" defaultValue={suggestion.author} autoComplete="off" />}
        </Field>
        <Field label="Shelf" problem={problems.shelf}>
          {(control) => (
            <select {...control} name="shelf" defaultValue={suggestion.shelf}>
              <option value="">Choose …</option>
              {categories.map((category) => (
                <option key={category} value={category}>
                  {capital(category)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label="Your e-mail" hint="Only if you want an answer." problem={problems.email}>
          {(control) => <input {...control} name="email" type="email" defaultValue={suggestion.email} autoComplete="email" />}
        </Field>
        <WhyField text={suggestion.why} problem={problems.why} />
        <button className="button" type="submit">
          Send
        </button>
      </form>
    </>
  );
}

function WhyField({ text, problem }: { text: string; problem: string | undefined }) {
  const [length, setLength] = useState(text.length);
  return (
    <Field label="Why this one?" hint={`${length} of ${whyLimit} characters`} problem={problem}>
      {(control) => (
        <textarea {...control} name="why" defaultValue={text} onChange={(event) => setLength(event.currentTarget.value.length)} />
      )}
    </Field>
  );
}
