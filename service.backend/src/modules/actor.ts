/** Who asks: made by the session check of HTTP or of the socket's handshake, believed nowhere else. */
export interface Actor {
  readonly userId: string;
  readonly sessionId: string;
}
