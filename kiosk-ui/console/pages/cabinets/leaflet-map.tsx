// oxlint-disable-next-line import/no-unassigned-import -- the package's own elements have its classes, not a module's
import "leaflet/dist/leaflet.css";
import { control, divIcon, type LayerGroup, layerGroup, map as leafletMap, marker, tileLayer } from "leaflet";
import { useEffect, useRef } from "react";
import { useNavigate } from "react-router";
import type { PlacedCabinet } from "./cabinet-types.ts";
import styles from "./cabinets.module.css";
import { toneOf } from "./condition-tag.tsx";
import { useCabinetsWords } from "./words.ts";

/** A single cabinet is shown with its streets around it. */
const closest = 16;

/** The cabinets on the operator's map. @param tiles address with {x}, {y} and {z} @param attribution plain text */
export function LeafletMap(props: {
  readonly cabinets: readonly PlacedCabinet[];
  readonly tiles: string;
  readonly attribution: string;
}) {
  const { cabinets, tiles, attribution } = props;
  const words = useCabinetsWords();
  const { zoomIn, zoomOut } = words;
  const navigate = useNavigate();
  const box = useRef<HTMLDivElement>(null);
  const pins = useRef<LayerGroup>(null);
  const first = useRef(cabinets);
  useEffect(() => {
    if (!box.current) return;
    const view = leafletMap(box.current, {
      zoomAnimation: false,
      zoomControl: false,
      attributionControl: attribution !== "",
    });
    view.attributionControl?.setPrefix(false);
    tileLayer(tiles, { attribution: asText(attribution), maxZoom: 19 }).addTo(view);
    view.fitBounds(
      first.current.map(({ latitude, longitude }) => [latitude, longitude]),
      { maxZoom: closest, padding: [40, 40] },
    );
    control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(view);
    pins.current = layerGroup().addTo(view);
    return () => {
      pins.current = null;
      view.remove();
    };
  }, [tiles, attribution, zoomIn, zoomOut]);
  useEffect(() => {
    const group = pins.current;
    if (!group) return;
    group.clearLayers();
    for (const cabinet of cabinets) {
      const { cabinetId, name, latitude, longitude, condition } = cabinet;
      const dot = document.createElement("span");
      dot.className = styles.dot ?? "";
      dot.style.display = "block";
      dot.dataset["tone"] = toneOf(cabinet);
      const icon = divIcon({ html: dot, className: "", iconSize: [24, 24] });
      marker([latitude, longitude], { icon, title: `${name} · ${words.conditions[condition]}` })
        .on("click", () => void navigate(`/cabinets/${cabinetId}`, { state: { list: "?view=map" } }))
        // Enter on a marker that has the focus; leaflet passes keys on and clicks nothing.
        .on("keypress", ({ originalEvent }) => {
          if (originalEvent.key === "Enter") void navigate(`/cabinets/${cabinetId}`, { state: { list: "?view=map" } });
        })
        .addTo(group);
    }
  }, [cabinets, words, navigate]);
  return <section ref={box} className={styles.map} aria-label={words.map} />;
}

/** Leaflet writes an attribution as HTML. */
function asText(text: string): string {
  const element = document.createElement("span");
  element.textContent = text;
  return element.innerHTML;
}
