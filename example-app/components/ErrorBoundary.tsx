import { Component, type ReactNode } from "react";

interface Props {
  fallback: (retry: () => void) => ReactNode;
  children: ReactNode;
}

/** Shows the fallback in place of children that threw in the browser. */
export class ErrorBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  #retry = () => this.setState({ failed: false });

  override render() {
    return this.state.failed ? this.props.fallback(this.#retry) : this.props.children;
  }
}
