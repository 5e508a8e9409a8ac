import type { CSSProperties } from "react";

import { light } from "./theme";

export interface OrderLine {
  title: string;
  /** The kind in words, e.g. "Course". */
  kind: string;
  /** Formatted with its currency. */
  amount: string;
  /** Absolute address of a cover picture. */
  coverUrl?: string;
}

export interface OrderSum {
  label: string;
  amount: string;
}

const amountCell: CSSProperties = { textAlign: "right", whiteSpace: "nowrap", verticalAlign: "top", fontVariantNumeric: "tabular-nums" };

/** What was bought and what it adds up to. Each row reads "thing, amount", in the text part too. */
export function OrderTable({ lines, sums, total }: { lines: readonly OrderLine[]; sums: readonly OrderSum[]; total: string }) {
  return (
    <table data-text-format="dataTable" width="100%" cellPadding={0} cellSpacing={0} style={{ borderCollapse: "collapse" }}>
      <thead data-skip-in-text="true" style={{ display: "none" }}>
        <tr>
          <th>Item</th>
          <th>Amount</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, index) => (
          <tr key={index}>
            <td className="l-ink" style={{ padding: "0 16px 14px 0", color: light.ink, fontSize: "16px", lineHeight: "24px", fontWeight: 600, verticalAlign: "top" }}>
              {line.coverUrl !== undefined && (
                <img
                  src={line.coverUrl}
                  width={80}
                  height={50}
                  alt=""
                  style={{ display: "block", borderRadius: "6px", margin: "0 0 8px", objectFit: "cover" }}
                />
              )}
              {line.title}
              <br />
              <span className="l-muted" style={{ color: light.muted, fontSize: "14px", lineHeight: "20px", fontWeight: 400 }}>
                {line.kind}
              </span>
            </td>
            <td className="l-ink" style={{ ...amountCell, color: light.ink, fontSize: "16px", lineHeight: "24px" }}>
              {line.amount}
            </td>
          </tr>
        ))}
        {sums.map((sum, index) => (
          <tr key={sum.label}>
            <td
              className="l-muted l-edge"
              style={{ padding: index === 0 ? "14px 16px 4px 0" : "4px 16px 4px 0", color: light.muted, fontSize: "14px", lineHeight: "22px", ...topEdge(index) }}
            >
              {sum.label}
            </td>
            <td
              className="l-muted l-edge"
              style={{ ...amountCell, padding: index === 0 ? "14px 0 4px" : "4px 0", color: light.muted, fontSize: "14px", lineHeight: "22px", ...topEdge(index) }}
            >
              {sum.amount}
            </td>
          </tr>
        ))}
        <tr>
          <td className="l-ink" style={{ padding: "6px 16px 0 0", color: light.ink, fontSize: "18px", lineHeight: "28px", fontWeight: 650 }}>
            Total
          </td>
          <td className="l-ink" style={{ ...amountCell, padding: "6px 0 0", color: light.ink, fontSize: "18px", lineHeight: "28px", fontWeight: 650 }}>
            {total}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function topEdge(index: number): CSSProperties {
  return index === 0 ? { borderTop: `1px solid ${light.line}` } : {};
}
