import { Navigate, useNavigate, useParams } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { useSession } from "../../session/session.ts";
import { SignInCard } from "./card.tsx";
import { flow, openReturnPath } from "./current-flow.ts";
import { useFlow } from "./flow.ts";
import { Identity } from "./parts.tsx";
import { QuestionLead } from "./question-lead.tsx";
import { QuestionView } from "./questions/question-view.tsx";
import { useQuestionTitle } from "./texts.ts";

/** The sign-in's current question. Its name is in the URL, so that the browser's back button works; the question itself is in memory. */
export function ChallengePage(): ReactNode {
  const { question: name } = useParams({ from: "/challenge/$question" });
  const { email, question: current, isDone } = useFlow(flow);
  const last = useRef(current);
  if (current !== undefined) last.current = current;
  // After the last answer, its question stays until the next page is there.
  const question = isDone ? last.current : current;
  const titleOf = useQuestionTitle();
  const navigate = useNavigate();
  const asked = current?.name;
  const isElsewhereDone = useSession() !== undefined && asked === "link";
  useEffect(() => {
    // The tab that has opened the link has signed in.
    if (isElsewhereDone) void openReturnPath();
  }, [isElsewhereDone]);
  useEffect(() => {
    if (asked !== undefined && asked !== name) {
      void navigate({ to: "/challenge/$question", params: { question: asked }, replace: true });
    }
  }, [asked, name, navigate]);
  if (question === undefined) return <Navigate to="/sign-in" replace />;
  return (
    <SignInCard title={titleOf(question)} lead={<QuestionLead question={question} />}>
      <Identity email={email} onChange={() => void navigate({ to: "/sign-in" })} />
      <QuestionView flow={flow} question={question} />
    </SignInCard>
  );
}
