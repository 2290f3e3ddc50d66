import { Button, Result } from "antd";
import { Component, type ReactNode, Suspense } from "react";
import { Link, Route, Routes, useLocation } from "react-router";
import { Loading } from "./parts/loading.tsx";
import { PageTitle } from "./parts/page-title.tsx";
import type { Section } from "./sections.tsx";
import { useShellWords } from "./words.ts";

/** The page of the address: sections that the operator may not see are not there. */
export function SectionRoutes({ sections }: { readonly sections: readonly Section[] }) {
  const { pathname } = useLocation();
  return (
    <Fence key={pathname}>
      <Suspense fallback={<Loading />}>
        <Routes>
          {sections.map(({ name, path, Page }) => (
            <Route key={name} path={path} element={<Page />} />
          ))}
          <Route path="*" element={<NotFoundPage />} />
        </Routes>
      </Suspense>
    </Fence>
  );
}

function NotFoundPage() {
  const { notFound } = useShellWords();
  return (
    <>
      <PageTitle title={notFound.title} />
      <p>{notFound.text}</p>
      <p>
        <Link to="/">{notFound.home}</Link>
      </p>
    </>
  );
}

interface FenceProps {
  readonly children: ReactNode;
}

/** A page that fails, or whose script can't be loaded after an update, leaves the menu usable. */
class Fence extends Component<FenceProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <BrokenPage /> : this.props.children;
  }
}

function BrokenPage() {
  const { broken } = useShellWords();
  return (
    <Result
      status="error"
      title={broken.title}
      subTitle={broken.text}
      extra={<Button onClick={() => window.location.reload()}>{broken.reload}</Button>}
    />
  );
}
