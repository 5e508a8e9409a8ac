import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import { forwardRef, type ButtonHTMLAttributes } from "react";
import { cn } from "~/lib/cn";
import { Spinner } from "./spinner";

/** 44 px tall on phones, a little calmer with a mouse. Exported for links and labels that must look like a button. */
export const buttonStyles = cva(
  [
    "relative inline-flex shrink-0 items-center justify-center gap-2 rounded-md text-center font-medium select-none",
    "transition-[background-color,border-color,color] duration-150",
    "disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-progress aria-disabled:opacity-80",
    "[&_svg]:size-[1.15em] [&_svg]:shrink-0",
  ],
  {
    variants: {
      variant: {
        primary: "bg-accent text-on-accent enabled:hover:bg-accent-hover [a&]:hover:bg-accent-hover",
        secondary:
          "border border-edge bg-surface text-ink enabled:hover:border-line-strong enabled:hover:bg-sunken [a&]:hover:border-line-strong [a&]:hover:bg-sunken",
        ghost: "text-ink-muted enabled:hover:bg-sunken enabled:hover:text-ink [a&]:hover:bg-sunken [a&]:hover:text-ink",
        danger: "bg-danger-solid text-on-danger enabled:hover:bg-danger-solid-hover [a&]:hover:bg-danger-solid-hover",
        link: "link-quiet rounded-xs text-ink",
      },
      size: {
        sm: "min-h-11 px-3.5 text-sm sm:min-h-8.5 sm:px-3",
        md: "min-h-11 px-4.5 text-sm sm:min-h-10 sm:px-4",
        lg: "min-h-12.5 px-6 text-base",
        icon: "size-11 sm:size-10",
      },
      block: { true: "w-full" },
    },
    compoundVariants: [{ variant: "link", className: "px-0 sm:min-h-0 sm:px-0" }],
    defaultVariants: { variant: "primary", size: "md" },
  },
);

export type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> &
  VariantProps<typeof buttonStyles> & {
    /** Renders the only child (usually a Link) as the button. */
    asChild?: boolean;
    /** Shows a spinner and refuses clicks, but keeps the focus. */
    pending?: boolean;
    /** Said instead of the label while pending. */
    pendingLabel?: string;
  };

export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { variant, size, block, asChild, pending = false, pendingLabel, className, children, type, onClick, ...rest },
  ref,
) {
  const classes = cn(buttonStyles({ variant, size, block }), className);
  if (asChild) {
    return (
      <Slot.Root ref={ref} className={classes} onClick={onClick} {...rest}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      ref={ref}
      type={type ?? "button"}
      className={classes}
      aria-disabled={pending || undefined}
      onClick={(event) => (pending ? event.preventDefault() : onClick?.(event))}
      {...rest}
    >
      {pending ? (
        <>
          <Spinner />
          <span>{pendingLabel ?? children}</span>
        </>
      ) : (
        children
      )}
    </button>
  );
});
