import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Banner } from "../../../components/banner.tsx";
import { formatNumber } from "../../../i18n/format.ts";
import { isUnsigned, MAX_LENGTH, type PartName, type ReadToken, type TokenProblem } from "./read-token.ts";
import styles from "./tokens.module.css";

const PARTS: Readonly<Record<PartName, MessageDescriptor>> = {
  header: msg`Header`,
  payload: msg`Payload`,
  signature: msg`Signature`,
};

function textOf(problem: TokenProblem): MessageDescriptor {
  switch (problem.code) {
    case "too_large": {
      const [length, most] = [formatNumber(problem.length), formatNumber(MAX_LENGTH)];
      return msg`This has ${length} characters. More than ${most} are not read: gateways refuse headers far smaller.`;
    }
    case "not_a_jwt": {
      const count = formatNumber(problem.count);
      return msg`Not a JWT: parts by dots are 3 in a signed token and 5 in an encrypted one; here: ${count}. Check that all of it was copied.`;
    }
    case "empty_part":
      return msg`The part is empty. Check that all of the token was copied.`;
    case "not_base64url": {
      const { character } = problem;
      return msg`The character "${character}" does not belong to base64url.`;
    }
    case "plain_base64":
      return msg`Base64 with "+", "/" or "=". A JWT uses base64url: "-" and "_" instead, and no "=" at the end.`;
    case "cut_off":
      return msg`Base64url can't have this length: there is one character too few or too many.`;
    case "not_utf8":
      return msg`The bytes are not UTF-8 text. The part was changed, or is encrypted.`;
    case "not_json": {
      const { reason } = problem;
      return msg`Not JSON: ${reason}`;
    }
    case "not_an_object":
      return msg`JSON, but not an object with names and values.`;
    case "too_deep":
      return msg`Nested more than 32 levels deep. It is not shown.`;
    case "duplicate_names": {
      const names = problem.names.join(", ");
      return msg`Names that occur twice: ${names}. Shown is the last of each; other readers take the first, and see another token.`;
    }
  }
}

/** Problems of the token's form, and what they mean. */
export function ProblemsList({ token }: { readonly token: ReadToken }): ReactNode {
  const { t } = useLingui();
  return (
    <>
      {token.problems.length > 0 && (
        <Banner tone={token.kind === "unreadable" ? "danger" : "warning"}>
          <ul className={styles.problems}>
            {token.problems.map((problem) => (
              <li key={problem.code + ("part" in problem ? problem.part : "")}>
                {"part" in problem && <strong>{t(PARTS[problem.part])}: </strong>}
                {t(textOf(problem))}
              </li>
            ))}
          </ul>
        </Banner>
      )}
      {token.kind === "encrypted" && (
        <Banner>
          {t`An encrypted token (JWE), such as Cognito's refresh tokens. Its header can be read; only Cognito can read the rest.`}
        </Banner>
      )}
      {isUnsigned(token.header) && (
        <Banner tone="danger">
          {t`The algorithm is "none": the token is not signed. A service that accepts it lets anyone in.`}
        </Banner>
      )}
    </>
  );
}
