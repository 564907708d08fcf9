/**
 * The API's types, as openapi-fetch reads them. Written by `npm run docs:api` from docs/api/openapi.json.
 *
 * @see https://openapi-ts.dev/openapi-fetch/
 */
export interface paths {
  "/v1/auth/sign-up": {
    /** Create an account; the answer is the same for an address that has one */
    post: {
      requestBody: {
        content: {
          "application/json": {
            email: string;
            profile?: {
              name?: string;
              givenName?: string;
              familyName?: string;
              locale?: string;
            };
          };
        };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              confirmed: boolean;
              delivery: {
                medium: ("EMAIL" | "SMS");
                destination: string;
              };
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("invalid_parameter" | "malformed_json" | "validation_failed");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "request_refused";
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/auth/confirm": {
    /** Confirm an account with the mailed code, and choose its password */
    post: {
      requestBody: {
        content: {
          "application/json": {
            email: string;
            code: string;
            password?: string;
          };
        };
      };
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("code_mismatch" | "invalid_parameter" | "invalid_password" | "malformed_json" | "password_reused" | "validation_failed");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "request_refused";
            });
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "email_in_use";
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/auth/resend-code": {
    /** Send the confirmation code again, if an account waits for one */
    post: {
      requestBody: {
        content: {
          "application/json": {
            email: string;
          };
        };
      };
      responses: {
        202: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              delivery: {
                medium: ("EMAIL" | "SMS");
                destination: string;
              };
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("malformed_json" | "validation_failed");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "request_refused";
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/auth/sign-in": {
    /** Sign in with a password: tokens, or a challenge to answer */
    post: {
      parameters: {
        query?: {
          tokens?: ("body" | "cookie");
        };
      };
      requestBody: {
        content: {
          "application/json": {
            email: string;
            password: string;
            knownClient?: string;
            deviceData?: string;
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": ({
              tokens: {
                accessToken: string;
                idToken: string;
                expiresIn: number;
                tokenType: "Bearer";
                refreshToken: string;
              };
              knownClient?: string;
            } | {
              tokens: {
                accessToken: string;
                idToken: string;
                expiresIn: number;
                tokenType: "Bearer";
              };
            } | {
              challenge: string;
              session: string;
              parameters: Record<string, string>;
              available?: string[];
            });
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("factor_not_available" | "invalid_parameter" | "malformed_json" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "invalid_credentials";
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("origin_not_allowed" | "request_refused");
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("code_delivery_failed" | "service_unavailable");
            });
          };
        };
      };
    };
  };
  "/v1/auth/otp": {
    /** Send a code to sign in with instead of a password */
    post: {
      requestBody: {
        content: {
          "application/json": {
            email: string;
            channel?: ("email" | "sms");
            knownClient?: string;
            deviceData?: string;
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              challenge: string;
              session: string;
              parameters: Record<string, string>;
              available?: string[];
              delivery: {
                medium: ("EMAIL" | "SMS");
                destination?: string;
              };
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("invalid_parameter" | "malformed_json" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "session_expired";
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "request_refused";
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/auth/passkey": {
    /** Begin to sign in with a passkey */
    post: {
      requestBody: {
        content: {
          "application/json": {
            email: string;
            knownClient?: string;
            deviceData?: string;
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              challenge: string;
              session: string;
              parameters: Record<string, string>;
              available?: string[];
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("invalid_parameter" | "malformed_json" | "passkey_refused" | "validation_failed");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "request_refused";
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/auth/challenge": {
    /** Answer a challenge: tokens, or the next one */
    post: {
      parameters: {
        query?: {
          tokens?: ("body" | "cookie");
        };
      };
      requestBody: {
        content: {
          "application/json": ({
            challenge: "NEW_PASSWORD_REQUIRED";
            session: string;
            email: string;
            knownClient?: string;
            deviceData?: string;
            newPassword: string;
            profile?: {
              name?: string;
              givenName?: string;
              familyName?: string;
              locale?: string;
            };
          } | {
            challenge: "SMS_MFA";
            session: string;
            email: string;
            knownClient?: string;
            deviceData?: string;
            code: string;
          } | {
            challenge: "EMAIL_OTP";
            session: string;
            email: string;
            knownClient?: string;
            deviceData?: string;
            code: string;
          } | {
            challenge: "SMS_OTP";
            session: string;
            email: string;
            knownClient?: string;
            deviceData?: string;
            code: string;
          } | {
            challenge: "SOFTWARE_TOKEN_MFA";
            session: string;
            email: string;
            knownClient?: string;
            deviceData?: string;
            code: string;
          } | {
            challenge: "SELECT_MFA_TYPE";
            session: string;
            email: string;
            knownClient?: string;
            deviceData?: string;
            factor: ("SOFTWARE_TOKEN_MFA" | "SMS_MFA" | "EMAIL_OTP");
          } | {
            challenge: "MFA_SETUP";
            session: string;
            email: string;
            knownClient?: string;
            deviceData?: string;
            code: string;
            deviceName?: string;
          } | {
            challenge: "SELECT_CHALLENGE";
            session: string;
            email: string;
            knownClient?: string;
            deviceData?: string;
            factor: ("PASSWORD" | "WEB_AUTHN" | "EMAIL_OTP" | "SMS_OTP");
            password?: string;
          } | {
            challenge: "PASSWORD";
            session: string;
            email: string;
            knownClient?: string;
            deviceData?: string;
            password: string;
          } | {
            challenge: "WEB_AUTHN";
            session: string;
            email: string;
            knownClient?: string;
            deviceData?: string;
            credential: {
              id: string;
              rawId: string;
              type: "public-key";
              response: {
                clientDataJSON: string;
                authenticatorData: string;
                signature: string;
              };
            };
          } | {
            challenge: "CUSTOM_CHALLENGE";
            session: string;
            email: string;
            knownClient?: string;
            deviceData?: string;
            answer: string;
          });
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": ({
              tokens: {
                accessToken: string;
                idToken: string;
                expiresIn: number;
                tokenType: "Bearer";
                refreshToken: string;
              };
              knownClient?: string;
            } | {
              tokens: {
                accessToken: string;
                idToken: string;
                expiresIn: number;
                tokenType: "Bearer";
              };
            } | {
              challenge: string;
              session: string;
              parameters: Record<string, string>;
              available?: string[];
            });
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("code_expired" | "code_mismatch" | "factor_not_available" | "invalid_parameter" | "invalid_password" | "malformed_json" | "passkey_refused" | "password_reused" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("invalid_credentials" | "session_expired");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("origin_not_allowed" | "request_refused");
            });
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "email_in_use";
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("code_delivery_failed" | "service_unavailable");
            });
          };
        };
      };
    };
  };
  "/v1/auth/mfa-setup": {
    /** Get the secret for an authenticator app to answer MFA_SETUP with */
    post: {
      requestBody: {
        content: {
          "application/json": {
            session: string;
            email: string;
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              secret: string;
              otpauthUri: string;
              qrSvg: string;
              session: string;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("factor_not_available" | "invalid_parameter" | "malformed_json" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "session_expired";
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "request_refused";
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/auth/recovery": {
    /** Begin to sign in without the second factor: mails a code to complete it with */
    post: {
      requestBody: {
        content: {
          "application/json": {
            email: string;
            password: string;
            knownClient?: string;
            deviceData?: string;
          };
        };
      };
      responses: {
        202: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              recovery: string;
              delivery: {
                medium: ("EMAIL" | "SMS");
                destination: string;
              };
              expiresAt: string;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("factor_not_available" | "invalid_parameter" | "malformed_json" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "invalid_credentials";
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "request_refused";
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("code_delivery_failed" | "service_unavailable");
            });
          };
        };
      };
    };
  };
  "/v1/auth/recovery/complete": {
    /** Remove the lost second factors with the mailed code and a recovery code */
    post: {
      requestBody: {
        content: {
          "application/json": {
            recovery: string;
            code: string;
            recoveryCode: string;
          };
        };
      };
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("code_mismatch" | "malformed_json" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "invalid_credentials";
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/auth/refresh": {
    /** Exchange a refresh token, the body's or the cookie's, for new tokens */
    post: {
      requestBody?: {
        content: {
          "application/json": {
            refreshToken?: string;
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": ({
              tokens: {
                accessToken: string;
                idToken: string;
                expiresIn: number;
                tokenType: "Bearer";
                refreshToken: string;
              };
            } | {
              tokens: {
                accessToken: string;
                idToken: string;
                expiresIn: number;
                tokenType: "Bearer";
              };
            });
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("malformed_json" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "invalid_refresh_token";
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("origin_not_allowed" | "request_refused");
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/auth/sign-out": {
    /** Revoke a refresh token, the body's or the cookie's, and what came of it */
    post: {
      requestBody?: {
        content: {
          "application/json": {
            refreshToken?: string;
          };
        };
      };
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("malformed_json" | "unsupported_token_type" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "invalid_refresh_token";
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("origin_not_allowed" | "request_refused");
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/auth/forgot-password": {
    /** Send a code to choose a new password with, if there is an account */
    post: {
      requestBody: {
        content: {
          "application/json": {
            email: string;
          };
        };
      };
      responses: {
        202: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              delivery: {
                medium: ("EMAIL" | "SMS");
                destination: string;
              };
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("malformed_json" | "validation_failed");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "request_refused";
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/auth/reset-password": {
    /** Choose a new password with the mailed code */
    post: {
      requestBody: {
        content: {
          "application/json": {
            email: string;
            code: string;
            newPassword: string;
            knownClient?: string;
          };
        };
      };
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("code_mismatch" | "invalid_parameter" | "invalid_password" | "malformed_json" | "password_reused" | "validation_failed");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "request_refused";
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/auth/config": {
    /** What a client app needs to speak to the user pool itself */
    get: {
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              region: string;
              userPoolId: string;
              userPoolClientId: string;
              issuer: string;
              identityPoolId: string;
              loginDomain?: string;
              managedLogin?: {
                scopes: string[];
                redirectUris: string[];
                logoutUris: string[];
              };
              identityProviders: {
                name: string;
                kind: ("google" | "facebook" | "apple" | "oidc" | "saml");
              }[];
              signInMethods: ("password" | "passkey" | "email_code" | "sms_code")[];
              secondFactors: ("totp" | "sms" | "email")[];
              signUp: ("open" | "invited");
              endpoints?: {
                cognito: string;
              };
              passwordRule: {
                minimumLength: number;
                maximumLength: number;
                spacesInside: true;
                blocklist: true;
                breachedCheck: boolean;
              };
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "validation_failed";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/me": {
    /** Own profile */
    get: {
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              sub: string;
              email?: string;
              emailVerified: boolean;
              name?: string;
              givenName?: string;
              familyName?: string;
              locale?: string;
              groups: string[];
              createdAt: string;
              updatedAt: string;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "validation_failed";
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("account_unavailable" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "insufficient_scope";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
    /** Change the own profile: given fields change, null clears one, the rest stays */
    patch: {
      requestBody: {
        content: {
          "application/json": {
            name?: (string | null);
            givenName?: (string | null);
            familyName?: (string | null);
            locale?: (string | null);
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              sub: string;
              email?: string;
              emailVerified: boolean;
              name?: string;
              givenName?: string;
              familyName?: string;
              locale?: string;
              groups: string[];
              createdAt: string;
              updatedAt: string;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("invalid_parameter" | "malformed_json" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("account_unavailable" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("insufficient_scope" | "request_refused");
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
    /** Delete the own account with its files and its trail */
    delete: {
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "validation_failed";
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("account_unavailable" | "reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "insufficient_scope";
            });
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "last_admin";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/me/password": {
    /** Change the password; every sign-in ends */
    post: {
      requestBody: {
        content: {
          "application/json": {
            currentPassword?: string;
            newPassword: string;
          };
        };
      };
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("invalid_parameter" | "invalid_password" | "malformed_json" | "password_reused" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("account_unavailable" | "invalid_credentials" | "reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("insufficient_scope" | "request_refused");
            });
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "federated_account";
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/me/attributes/{name}/code": {
    /** Send a code that proves the e-mail address or telephone number, or a new one that is to take its place */
    post: {
      parameters: {
        path: {
          name: ("email" | "phone_number");
        };
      };
      requestBody: {
        content: {
          "application/json": {
            value?: string;
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              delivery: {
                medium: ("EMAIL" | "SMS");
                destination: string;
              };
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("invalid_parameter" | "malformed_json" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("account_unavailable" | "reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("insufficient_scope" | "request_refused");
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("code_delivery_failed" | "service_unavailable");
            });
          };
        };
      };
    };
  };
  "/v1/me/attributes/{name}/verify": {
    /** Prove the e-mail address or telephone number with the code that was sent there */
    post: {
      parameters: {
        path: {
          name: ("email" | "phone_number");
        };
      };
      requestBody: {
        content: {
          "application/json": {
            code: string;
          };
        };
      };
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("code_mismatch" | "invalid_parameter" | "malformed_json" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("account_unavailable" | "reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("insufficient_scope" | "request_refused");
            });
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "email_in_use";
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/me/mfa": {
    /** The own second factors, and how many recovery codes are left */
    get: {
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              preferred: (("totp" | "sms" | "email") | null);
              enabled: ("totp" | "sms" | "email")[];
              recoveryCodesLeft: number;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "validation_failed";
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("account_unavailable" | "reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("insufficient_scope" | "request_refused");
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
    /** Choose the second factors; what is not enabled is removed */
    put: {
      requestBody: {
        content: {
          "application/json": {
            enabled: ("totp" | "sms" | "email")[];
            preferred?: (("totp" | "sms" | "email") | null);
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              preferred: (("totp" | "sms" | "email") | null);
              enabled: ("totp" | "sms" | "email")[];
              recoveryCodesLeft: number;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("factor_not_available" | "malformed_json" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("account_unavailable" | "reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("insufficient_scope" | "request_refused");
            });
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "federated_account";
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/me/mfa/totp": {
    /** Get the secret for an authenticator app, also as a URI and as a QR code */
    post: {
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              secret: string;
              otpauthUri: string;
              qrSvg: string;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("factor_not_available" | "invalid_parameter" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("account_unavailable" | "reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("insufficient_scope" | "request_refused");
            });
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "federated_account";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/me/mfa/totp/verify": {
    /** Take an authenticator app into force with its first code; answers new recovery codes, if there were none */
    post: {
      requestBody: {
        content: {
          "application/json": {
            code: string;
            deviceName?: string;
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              codes: string[];
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("code_mismatch" | "factor_not_available" | "invalid_parameter" | "malformed_json" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("account_unavailable" | "reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("insufficient_scope" | "request_refused");
            });
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "federated_account";
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/me/mfa/recovery-codes": {
    /** Make ten new recovery codes; the former ones are void */
    post: {
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              codes: string[];
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("factor_not_available" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("account_unavailable" | "reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("insufficient_scope" | "request_refused");
            });
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "federated_account";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/me/sessions": {
    /** The own sign-ins that go on */
    get: {
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              items: {
                id: string;
                device: string;
                ip: string;
                clientId: string;
                createdAt: string;
                lastUsedAt: string;
                signIn?: {
                  method: ("hosted" | "federated");
                  provider?: string;
                };
                current: boolean;
              }[];
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "validation_failed";
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "insufficient_scope";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
    /** End every own sign-in, this one too */
    delete: {
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "validation_failed";
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("account_unavailable" | "reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "insufficient_scope";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/me/sessions/{id}": {
    /** End one own sign-in */
    delete: {
      parameters: {
        path: {
          id: string;
        };
      };
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "validation_failed";
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "insufficient_scope";
            });
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "not_found";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/me/passkeys": {
    /** The own passkeys */
    get: {
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              items: {
                id: string;
                name?: string;
                relyingPartyId: string;
                attachment?: string;
                transports: string[];
                createdAt: string;
              }[];
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "validation_failed";
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("account_unavailable" | "reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("insufficient_scope" | "request_refused");
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
    /** Begin to register a passkey, or complete it with the browser's answer */
    post: {
      requestBody: {
        content: {
          "application/json": {
            credential?: {
              id: string;
              rawId: string;
              type: "public-key";
              response: {
                clientDataJSON: string;
                attestationObject: string;
              };
            };
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": ({
              options: Record<string, unknown>;
            } | {
              registered: true;
            });
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("factor_not_available" | "invalid_parameter" | "malformed_json" | "passkey_refused" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("account_unavailable" | "reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("insufficient_scope" | "request_refused");
            });
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "federated_account";
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/me/passkeys/{id}": {
    /** Remove one of the own passkeys */
    delete: {
      parameters: {
        path: {
          id: string;
        };
      };
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "validation_failed";
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("account_unavailable" | "reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("insufficient_scope" | "request_refused");
            });
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "not_found";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/me/activity": {
    /** What happened to the own account, newest first */
    get: {
      parameters: {
        query?: {
          limit?: string;
          cursor?: string;
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              items: {
                id: string;
                type: ("sign_up" | "sign_up_confirmed" | "sign_in" | "hosted_sign_in" | "machine_token_issued" | "sign_in_failed" | "sign_in_throttled" | "sign_out" | "session_revoked" | "sessions_revoked" | "new_device" | "otp_sent" | "otp_mismatch" | "otp_throttled" | "password_changed" | "password_reset" | "profile_changed" | "email_changed" | "phone_number_changed" | "mfa_changed" | "recovery_codes_created" | "recovery_code_used" | "passkey_added" | "passkey_removed" | "identity_linked" | "user_migrated" | "group_added" | "group_removed" | "user_invited" | "invitation_resent" | "user_changed" | "user_enabled" | "user_disabled" | "user_confirmed" | "user_password_reset" | "user_mfa_reset" | "user_signed_out" | "user_deleted" | "account_deleted" | "group_created" | "group_changed" | "group_deleted");
                at: string;
                sub: string;
                actor?: string;
                reason?: string;
                clientId?: string;
                ip?: string;
                userAgent?: string;
                detail?: Record<string, string>;
              }[];
              cursor?: string;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("invalid_cursor" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "insufficient_scope";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/files": {
    /** Name a new file and get a form to upload it with */
    post: {
      requestBody: {
        content: {
          "application/json": {
            name: unknown;
            contentType: string;
            size?: number;
            sha256?: string;
            purpose?: ("file" | "avatar");
          };
        };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              upload: {
                url: string;
                fields: Record<string, string>;
                expiresAt: string;
              };
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("malformed_json" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "insufficient_scope";
            });
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "quota_exceeded";
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("body_too_large" | "file_too_large");
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("file_type_not_allowed" | "unsupported_media_type");
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
    /** Own files, page by page */
    get: {
      parameters: {
        query?: {
          limit?: string;
          cursor?: string;
          purpose?: ("file" | "avatar");
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              items: {
                id: string;
                purpose: ("file" | "avatar");
                name: string;
                contentType: string;
                size: number;
                sha256?: string;
                createdAt: string;
              }[];
              cursor?: string;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("invalid_cursor" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "insufficient_scope";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/files/{id}": {
    /** One of the own files, with a URL to download it from */
    get: {
      parameters: {
        path: {
          id: string;
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              purpose: ("file" | "avatar");
              name: string;
              contentType: string;
              size: number;
              sha256?: string;
              createdAt: string;
              download: {
                url: string;
                expiresAt: string;
              };
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "validation_failed";
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "insufficient_scope";
            });
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "not_found";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
    /** Delete one of the own files */
    delete: {
      parameters: {
        path: {
          id: string;
        };
      };
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "validation_failed";
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "insufficient_scope";
            });
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "not_found";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/admin/users": {
    /** Search users by the beginning of address or name, by status and by group */
    get: {
      parameters: {
        query?: {
          email?: string;
          name?: string;
          givenName?: string;
          familyName?: string;
          status?: ("UNCONFIRMED" | "CONFIRMED" | "FORCE_CHANGE_PASSWORD" | "RESET_REQUIRED" | "EXTERNAL_PROVIDER" | "ARCHIVED" | "COMPROMISED" | "UNKNOWN");
          enabled?: ("true" | "false");
          group?: string;
          limit?: string;
          cursor?: string;
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              items: {
                sub: string;
                email?: string;
                emailVerified: boolean;
                name?: string;
                givenName?: string;
                familyName?: string;
                locale?: string;
                status: ("UNCONFIRMED" | "CONFIRMED" | "FORCE_CHANGE_PASSWORD" | "RESET_REQUIRED" | "EXTERNAL_PROVIDER" | "ARCHIVED" | "COMPROMISED" | "UNKNOWN");
                enabled: boolean;
                identityProviders?: string[];
                createdAt: string;
                updatedAt: string;
              }[];
              cursor?: string;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("invalid_cursor" | "invalid_parameter" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "insufficient_scope";
            });
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "not_found";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
    /** Create an account and mail an invitation with a temporary password */
    post: {
      requestBody: {
        content: {
          "application/json": {
            email: string;
            group?: string;
            language?: ("en" | "de" | "es" | "fr");
            profile?: {
              name?: string;
              givenName?: string;
              familyName?: string;
              locale?: string;
            };
            reason?: string;
          };
        };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              sub: string;
              email?: string;
              emailVerified: boolean;
              name?: string;
              givenName?: string;
              familyName?: string;
              locale?: string;
              status: ("UNCONFIRMED" | "CONFIRMED" | "FORCE_CHANGE_PASSWORD" | "RESET_REQUIRED" | "EXTERNAL_PROVIDER" | "ARCHIVED" | "COMPROMISED" | "UNKNOWN");
              enabled: boolean;
              identityProviders?: string[];
              createdAt: string;
              updatedAt: string;
              groups: string[];
              mfa: {
                preferred: (("totp" | "sms" | "email") | null);
                enabled: ("totp" | "sms" | "email")[];
                recoveryCodesLeft: number;
              };
              lastSignIn: ({
                at: string;
                clientId: string;
              } | null);
              sessions: number;
              invitation: ({
                group: string;
                sentAt: string;
              } | null);
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("invalid_parameter" | "malformed_json" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("insufficient_scope" | "request_refused");
            });
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "not_found";
            });
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "email_in_use";
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("code_delivery_failed" | "service_unavailable");
            });
          };
        };
      };
    };
  };
  "/v1/admin/users/{id}": {
    /** One user, with groups, second factors and the last sign-in */
    get: {
      parameters: {
        path: {
          id: string;
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              sub: string;
              email?: string;
              emailVerified: boolean;
              name?: string;
              givenName?: string;
              familyName?: string;
              locale?: string;
              status: ("UNCONFIRMED" | "CONFIRMED" | "FORCE_CHANGE_PASSWORD" | "RESET_REQUIRED" | "EXTERNAL_PROVIDER" | "ARCHIVED" | "COMPROMISED" | "UNKNOWN");
              enabled: boolean;
              identityProviders?: string[];
              createdAt: string;
              updatedAt: string;
              groups: string[];
              mfa: {
                preferred: (("totp" | "sms" | "email") | null);
                enabled: ("totp" | "sms" | "email")[];
                recoveryCodesLeft: number;
              };
              lastSignIn: ({
                at: string;
                clientId: string;
              } | null);
              sessions: number;
              invitation: ({
                group: string;
                sentAt: string;
              } | null);
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "validation_failed";
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "insufficient_scope";
            });
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "not_found";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
    /** Change a user's profile; a new address is in force once its owner has proved it */
    patch: {
      parameters: {
        path: {
          id: string;
        };
      };
      requestBody: {
        content: {
          "application/json": {
            email?: string;
            name?: (string | null);
            givenName?: (string | null);
            familyName?: (string | null);
            locale?: (string | null);
            reason?: string;
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              sub: string;
              email?: string;
              emailVerified: boolean;
              name?: string;
              givenName?: string;
              familyName?: string;
              locale?: string;
              status: ("UNCONFIRMED" | "CONFIRMED" | "FORCE_CHANGE_PASSWORD" | "RESET_REQUIRED" | "EXTERNAL_PROVIDER" | "ARCHIVED" | "COMPROMISED" | "UNKNOWN");
              enabled: boolean;
              identityProviders?: string[];
              createdAt: string;
              updatedAt: string;
              groups: string[];
              mfa: {
                preferred: (("totp" | "sms" | "email") | null);
                enabled: ("totp" | "sms" | "email")[];
                recoveryCodesLeft: number;
              };
              lastSignIn: ({
                at: string;
                clientId: string;
              } | null);
              sessions: number;
              invitation: ({
                group: string;
                sentAt: string;
              } | null);
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("invalid_parameter" | "malformed_json" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("insufficient_scope" | "request_refused");
            });
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "not_found";
            });
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("email_in_use" | "user_state_conflict");
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("code_delivery_failed" | "service_unavailable");
            });
          };
        };
      };
    };
    /** Delete an account with its files and its trail */
    delete: {
      parameters: {
        query?: {
          reason?: string;
        };
        path: {
          id: string;
        };
      };
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "validation_failed";
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "insufficient_scope";
            });
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "not_found";
            });
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("last_admin" | "own_account");
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/admin/users/{id}/invitation": {
    /** Mail an invitation again, with a new temporary password */
    post: {
      parameters: {
        path: {
          id: string;
        };
      };
      requestBody?: {
        content: {
          "application/json": {
            reason?: string;
          };
        };
      };
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("malformed_json" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("insufficient_scope" | "request_refused");
            });
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "not_found";
            });
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "user_state_conflict";
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("code_delivery_failed" | "service_unavailable");
            });
          };
        };
      };
    };
  };
  "/v1/admin/users/{id}/enable": {
    /** Let a disabled account sign in again */
    post: {
      parameters: {
        path: {
          id: string;
        };
      };
      requestBody?: {
        content: {
          "application/json": {
            reason?: string;
          };
        };
      };
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("malformed_json" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "insufficient_scope";
            });
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "not_found";
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/admin/users/{id}/disable": {
    /** Keep an account from signing in, and end its sign-ins */
    post: {
      parameters: {
        path: {
          id: string;
        };
      };
      requestBody?: {
        content: {
          "application/json": {
            reason?: string;
          };
        };
      };
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("malformed_json" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "insufficient_scope";
            });
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "not_found";
            });
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("last_admin" | "own_account");
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/admin/users/{id}/confirm": {
    /** Confirm an account whose owner can't; its password is void, and a code to choose one is mailed */
    post: {
      parameters: {
        path: {
          id: string;
        };
      };
      requestBody?: {
        content: {
          "application/json": {
            reason?: string;
          };
        };
      };
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("malformed_json" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("insufficient_scope" | "request_refused");
            });
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "not_found";
            });
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "user_state_conflict";
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("code_delivery_failed" | "service_unavailable");
            });
          };
        };
      };
    };
  };
  "/v1/admin/users/{id}/reset-password": {
    /** Void the password and mail a code to choose a new one; all sign-ins end */
    post: {
      parameters: {
        path: {
          id: string;
        };
      };
      requestBody?: {
        content: {
          "application/json": {
            reason?: string;
          };
        };
      };
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("malformed_json" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("insufficient_scope" | "request_refused");
            });
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "not_found";
            });
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("own_account" | "user_state_conflict");
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("code_delivery_failed" | "service_unavailable");
            });
          };
        };
      };
    };
  };
  "/v1/admin/users/{id}/reset-mfa": {
    /** Remove a user's second factors and recovery codes; all sign-ins end */
    post: {
      parameters: {
        path: {
          id: string;
        };
      };
      requestBody?: {
        content: {
          "application/json": {
            reason?: string;
          };
        };
      };
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("malformed_json" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "insufficient_scope";
            });
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "not_found";
            });
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("own_account" | "user_state_conflict");
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/admin/users/{id}/sign-out": {
    /** End all sign-ins of an account */
    post: {
      parameters: {
        path: {
          id: string;
        };
      };
      requestBody?: {
        content: {
          "application/json": {
            reason?: string;
          };
        };
      };
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("malformed_json" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "insufficient_scope";
            });
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "not_found";
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/admin/users/{id}/groups/{group}": {
    /** Make a user a member of a group; the next token has its scopes */
    put: {
      parameters: {
        path: {
          id: string;
          group: string;
        };
      };
      requestBody?: {
        content: {
          "application/json": {
            reason?: string;
          };
        };
      };
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("malformed_json" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "insufficient_scope";
            });
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "not_found";
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
    /** Take a user out of a group; sign-ins that hold its scopes end */
    delete: {
      parameters: {
        query?: {
          reason?: string;
        };
        path: {
          id: string;
          group: string;
        };
      };
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "validation_failed";
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "insufficient_scope";
            });
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "not_found";
            });
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("last_admin" | "own_account");
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/admin/groups": {
    /** The groups, and the scopes that membership gives */
    get: {
      parameters: {
        query?: {
          limit?: string;
          cursor?: string;
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              items: {
                name: string;
                description?: string;
                precedence?: number;
                scopes: string[];
                protected: boolean;
                createdAt: string;
                updatedAt: string;
              }[];
              cursor?: string;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("invalid_cursor" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "insufficient_scope";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
    /** Create a group, which is in its members' tokens and gives no scope */
    post: {
      requestBody: {
        content: {
          "application/json": {
            name: string;
            description?: string;
            precedence?: number;
            reason?: string;
          };
        };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              name: string;
              description?: string;
              precedence?: number;
              scopes: string[];
              protected: boolean;
              createdAt: string;
              updatedAt: string;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("invalid_parameter" | "malformed_json" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "insufficient_scope";
            });
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "group_exists";
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/admin/groups/{group}": {
    /** Change a group's description or precedence */
    patch: {
      parameters: {
        path: {
          group: string;
        };
      };
      requestBody: {
        content: {
          "application/json": {
            description?: string;
            precedence?: number;
            reason?: string;
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              name: string;
              description?: string;
              precedence?: number;
              scopes: string[];
              protected: boolean;
              createdAt: string;
              updatedAt: string;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("invalid_parameter" | "malformed_json" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "insufficient_scope";
            });
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "not_found";
            });
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "group_protected";
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
    /** Delete a group; its members stay users */
    delete: {
      parameters: {
        query?: {
          reason?: string;
        };
        path: {
          group: string;
        };
      };
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "validation_failed";
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "insufficient_scope";
            });
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "not_found";
            });
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "group_protected";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/admin/groups/{group}/users": {
    /** The members of a group */
    get: {
      parameters: {
        query?: {
          limit?: string;
          cursor?: string;
        };
        path: {
          group: string;
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              items: {
                sub: string;
                email?: string;
                emailVerified: boolean;
                name?: string;
                givenName?: string;
                familyName?: string;
                locale?: string;
                status: ("UNCONFIRMED" | "CONFIRMED" | "FORCE_CHANGE_PASSWORD" | "RESET_REQUIRED" | "EXTERNAL_PROVIDER" | "ARCHIVED" | "COMPROMISED" | "UNKNOWN");
                enabled: boolean;
                identityProviders?: string[];
                createdAt: string;
                updatedAt: string;
              }[];
              cursor?: string;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("invalid_cursor" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "insufficient_scope";
            });
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "not_found";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/admin/overview": {
    /** Active users, what happened by day, and who is in the pool */
    get: {
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              asOf: string;
              estimatedUsers: number;
              active: {
                today: number;
                thisWeek: number;
                thisMonth: number;
              };
              days: {
                day: string;
                activeUsers: number;
                signUps: number;
                signIns: number;
                signInFailures: number;
                otpSent: number;
              }[];
              census: ({
                startedAt: string;
                completedAt: (string | null);
                users: number;
                disabled: number;
                byStatus: Record<string, number>;
                byGroup: {
                  group: string;
                  members: number;
                  isEstimate: boolean;
                }[];
                mfa: {
                  sampled: number;
                  enabled: number;
                  totp: number;
                  sms: number;
                  email: number;
                };
              } | null);
              isCounting: boolean;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "validation_failed";
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "insufficient_scope";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/admin/events": {
    /** The audit trail by user, type and time, newest first */
    get: {
      parameters: {
        query?: {
          user?: string;
          type?: ("sign_up" | "sign_up_confirmed" | "sign_in" | "hosted_sign_in" | "machine_token_issued" | "sign_in_failed" | "sign_in_throttled" | "sign_out" | "session_revoked" | "sessions_revoked" | "new_device" | "otp_sent" | "otp_mismatch" | "otp_throttled" | "password_changed" | "password_reset" | "profile_changed" | "email_changed" | "phone_number_changed" | "mfa_changed" | "recovery_codes_created" | "recovery_code_used" | "passkey_added" | "passkey_removed" | "identity_linked" | "user_migrated" | "group_added" | "group_removed" | "user_invited" | "invitation_resent" | "user_changed" | "user_enabled" | "user_disabled" | "user_confirmed" | "user_password_reset" | "user_mfa_reset" | "user_signed_out" | "user_deleted" | "account_deleted" | "group_created" | "group_changed" | "group_deleted");
          from?: string;
          to?: string;
          limit?: string;
          cursor?: string;
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              items: {
                id: string;
                type: ("sign_up" | "sign_up_confirmed" | "sign_in" | "hosted_sign_in" | "machine_token_issued" | "sign_in_failed" | "sign_in_throttled" | "sign_out" | "session_revoked" | "sessions_revoked" | "new_device" | "otp_sent" | "otp_mismatch" | "otp_throttled" | "password_changed" | "password_reset" | "profile_changed" | "email_changed" | "phone_number_changed" | "mfa_changed" | "recovery_codes_created" | "recovery_code_used" | "passkey_added" | "passkey_removed" | "identity_linked" | "user_migrated" | "group_added" | "group_removed" | "user_invited" | "invitation_resent" | "user_changed" | "user_enabled" | "user_disabled" | "user_confirmed" | "user_password_reset" | "user_mfa_reset" | "user_signed_out" | "user_deleted" | "account_deleted" | "group_created" | "group_changed" | "group_deleted");
                at: string;
                sub: string;
                actor?: string;
                reason?: string;
                clientId?: string;
                ip?: string;
                userAgent?: string;
                detail?: Record<string, string>;
              }[];
              cursor?: string;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("invalid_cursor" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "insufficient_scope";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/admin/sessions": {
    /** Everybody's sign-ins that go on, the last used first */
    get: {
      parameters: {
        query?: {
          limit?: string;
          cursor?: string;
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              items: {
                id: string;
                device: string;
                ip: string;
                clientId: string;
                createdAt: string;
                lastUsedAt: string;
                signIn?: {
                  method: ("hosted" | "federated");
                  provider?: string;
                };
                sub: string;
              }[];
              cursor?: string;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("invalid_cursor" | "validation_failed");
            });
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("reauthentication_required" | "session_revoked" | "unauthorized");
            });
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "insufficient_scope";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/links/confirm": {
    /** The page that confirms an account by the link in a mail */
    get: {
      parameters: {
        query?: {
          lang?: string;
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "text/html": string;
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "validation_failed";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/links/reset": {
    /** The page that sets a new password by the link in a mail */
    get: {
      parameters: {
        query?: {
          lang?: string;
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "text/html": string;
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "validation_failed";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/tokens/inspect": {
    /** Header and claims of a token with their meaning, and the verdict of every check */
    post: {
      requestBody: {
        content: {
          "application/json": {
            token: string;
            scope?: ("api/profile" | "api/files" | "api/users.read" | "api/users.write" | "api/audit.read");
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              kind: ("signed" | "encrypted" | "unreadable");
              header?: Record<string, unknown>;
              claims?: {
                name: string;
                value: unknown;
                meaning?: string;
                time?: string;
              }[];
              checks: {
                check: ("issuer" | "signature" | "token_use" | "client" | "not_before" | "expiry" | "scopes" | "revocation");
                verdict: ("passed" | "failed" | "skipped");
                detail: string;
              }[];
              valid: boolean;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: ("malformed_json" | "validation_failed");
            });
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "body_too_large";
            });
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "unsupported_media_type";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/health": {
    /** Whether the API answers */
    get: {
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              status: "ok";
              stage: string;
              version?: string;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "validation_failed";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/openapi.json": {
    /** This description of the API, OpenAPI 3.1 */
    get: {
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              openapi: string;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "validation_failed";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
  "/v1/docs": {
    /** This description of the API as a page */
    get: {
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "text/html": string;
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "validation_failed";
            });
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "too_many_requests";
            });
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "internal_error";
            });
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": (components["schemas"]["Problem"] & {
              code?: "service_unavailable";
            });
          };
        };
      };
    };
  };
}

export interface components {
  schemas: {
    Problem: {
      type: string;
      title: string;
      status: number;
      code: ("validation_failed" | "malformed_json" | "invalid_parameter" | "invalid_cursor" | "invalid_password" | "password_reused" | "code_mismatch" | "code_expired" | "unsupported_token_type" | "passkey_refused" | "factor_not_available" | "unauthorized" | "invalid_credentials" | "session_expired" | "invalid_refresh_token" | "session_revoked" | "reauthentication_required" | "account_unavailable" | "insufficient_scope" | "machine_not_allowed" | "origin_not_allowed" | "request_refused" | "not_found" | "route_not_found" | "method_not_allowed" | "email_in_use" | "federated_account" | "group_exists" | "group_protected" | "last_admin" | "own_account" | "quota_exceeded" | "user_state_conflict" | "body_too_large" | "file_too_large" | "file_type_not_allowed" | "unsupported_media_type" | "too_many_requests" | "internal_error" | "code_delivery_failed" | "service_unavailable");
      detail: string;
      instance: string;
      errors?: {
        in: ("path" | "query" | "body");
        pointer: string;
        detail: string;
        reason?: ("too_short" | "common" | "personal" | "app_name" | "repeated" | "pattern" | "breached");
      }[];
    };
  };
}
