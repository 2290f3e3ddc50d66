import { LogoutOutlined, MenuOutlined } from "@ant-design/icons";
import { Button, Drawer, Layout, Menu } from "antd";
import { useState } from "react";
import { Link, matchPath, useLocation } from "react-router";
import styles from "./frame.module.css";
import { useLive } from "./live.ts";
import { LanguageSwitch } from "./parts/language-switch.tsx";
import { useIsPhone } from "./parts/use-media.ts";
import { SectionRoutes } from "./section-routes.tsx";
import { type Section, sections } from "./sections.tsx";
import { may, type Session, signOut } from "./session.ts";
import { useShellWords } from "./words.ts";

/** Header and menu around the sections. On a phone the menu is a drawer. */
export function Frame({ session }: { readonly session: Session }) {
  const words = useShellWords();
  const isPhone = useIsPhone();
  useLive();
  const seen = sections.filter(({ needs }) => needs === undefined || may(session, needs));
  return (
    <Layout className={styles.frame}>
      <a className={styles.skip} href="#content">
        {words.skipToContent}
      </a>
      <header className={styles.header}>
        {isPhone && <PhoneMenu sections={seen} />}
        <Link to="/" className={styles.brand}>
          {words.brand} <span>{words.title}</span>
        </Link>
        <span className={styles.who} title={words.signedInAs(session.name)}>
          {session.name}
        </span>
        <LanguageSwitch />
        <Button
          type="text"
          icon={<LogoutOutlined aria-hidden />}
          aria-label={words.signOut}
          onClick={() => void signOut()}
        >
          {isPhone ? undefined : words.signOut}
        </Button>
      </header>
      <Layout>
        {!isPhone && (
          <Layout.Sider width={200} theme="light" className={styles.sider}>
            <SectionMenu sections={seen} />
          </Layout.Sider>
        )}
        <main id="content" tabIndex={-1} className={styles.content}>
          <SectionRoutes sections={seen} />
        </main>
      </Layout>
    </Layout>
  );
}

function SectionMenu(props: { readonly sections: readonly Section[]; readonly onChoose?: () => void }) {
  const words = useShellWords();
  const { pathname } = useLocation();
  const here = props.sections.filter(({ path }) => matchPath(path, pathname)).map(({ name }) => name);
  return (
    <nav aria-label={words.menu}>
      <Menu
        mode="inline"
        className={styles.menu}
        selectedKeys={here}
        onClick={() => props.onChoose?.()}
        items={props.sections.map(({ name, path, icon }) => ({
          key: name,
          icon,
          // The addresses below a section are its own.
          label: <Link to={path.replace("/*", "")}>{words.sections[name]}</Link>,
        }))}
      />
    </nav>
  );
}

function PhoneMenu({ sections: shown }: { readonly sections: readonly Section[] }) {
  const words = useShellWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        type="text"
        icon={<MenuOutlined aria-hidden />}
        aria-label={words.openMenu}
        aria-expanded={open}
        onClick={() => setOpen(true)}
      />
      <Drawer
        placement="left"
        size={280}
        open={open}
        onClose={() => setOpen(false)}
        title={words.menu}
        closable={{ "aria-label": words.closeMenu }}
      >
        <SectionMenu sections={shown} onChoose={() => setOpen(false)} />
      </Drawer>
    </>
  );
}
