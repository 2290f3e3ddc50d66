import { type ThemeConfig, theme } from "antd";
import { useMemo } from "react";
import { useMedia } from "./parts/use-media.ts";

/** antd in the colours and sizes of kiosk-ui/shared/tokens.css, light or dark as the device is. */
export function useTheme(): ThemeConfig {
  const isDark = useMedia("(prefers-color-scheme: dark)");
  return useMemo(() => themeOf(isDark), [isDark]);
}

function themeOf(isDark: boolean): ThemeConfig {
  const styles = getComputedStyle(document.documentElement);
  const token = (name: string) => styles.getPropertyValue(`--${name}`).trim();
  return {
    algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: token("brand"),
      colorInfo: token("brand"),
      colorLink: token("brand"),
      colorSuccess: token("good"),
      colorWarning: token("warn"),
      colorError: token("bad"),
      colorPrimaryBg: token("brand-soft"),
      colorPrimaryBgHover: token("brand-soft"),
      controlItemBgActive: token("brand-soft"),
      controlItemBgActiveHover: token("brand-soft"),
      colorInfoBg: token("brand-soft"),
      colorSuccessBg: token("good-soft"),
      colorWarningBg: token("warn-soft"),
      colorErrorBg: token("bad-soft"),
      colorTextLightSolid: token("on-brand"),
      colorText: token("ink"),
      colorTextHeading: token("ink"),
      // antd's own greys for these are too pale to be read.
      colorTextSecondary: token("muted"),
      colorTextTertiary: token("muted"),
      colorTextDescription: token("muted"),
      colorTextPlaceholder: token("muted"),
      colorBgLayout: token("ground"),
      colorBgContainer: token("paper"),
      colorBgElevated: token("paper"),
      colorBorder: token("edge"),
      colorBorderSecondary: token("line"),
      colorSplit: token("line"),
      borderRadius: 8,
      fontFamily: getComputedStyle(document.body).fontFamily,
      motion: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    },
  };
}
