/** What a failed request was about: names of routes and who asked, never what was asked. */
export interface FailedRequest {
  readonly page: string;
  readonly userId: string | null;
}

/** What the carriers tell of every request: to those who count, and to those who hear of failures. */
export interface Watch {
  answered(route: string, status: number, milliseconds: number): void;
  /** A failure that nobody foresaw. */
  failed(error: unknown, request: FailedRequest): void;
}
