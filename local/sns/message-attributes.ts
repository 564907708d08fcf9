/**
 * `MessageAttributes.entry.N`, and the allowed values of those for text messages
 * (https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html,
 * https://docs.aws.amazon.com/sns/latest/dg/sms_sending-overview.html).
 */
import { QueryError } from "../protocol/query-service.ts";

export type MessageAttributes = ReadonlyMap<string, { readonly dataType: string; readonly value: string }>;

/** The SDK's InvalidParameterValueException. */
const invalidValue = (message: string): QueryError => new QueryError("ParameterValueInvalid", message);

/** @throws QueryError ParameterValueInvalid */
export function readMessageAttributes(form: URLSearchParams): MessageAttributes {
  const attributes = new Map<string, { readonly dataType: string; readonly value: string }>();
  for (let entry = 1; form.has(`MessageAttributes.entry.${entry}.Name`); entry += 1) {
    const field = (name: string) => form.get(`MessageAttributes.entry.${entry}.${name}`) ?? "";
    const [name, dataType] = [field("Name"), field("Value.DataType")];
    checkName(name);
    checkType(name, dataType);
    const value = field(dataType.startsWith("Binary") ? "Value.BinaryValue" : "Value.StringValue");
    if (value === "") {
      throw invalidValue(
        `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${dataType}'.`,
      );
    }
    attributes.set(name, { dataType, value });
  }
  return attributes;
}

function checkName(name: string): void {
  const isValid = /^(?!\.)(?!.*\.\.)[\w.-]{1,256}(?<!\.)$/.test(name);
  if (!isValid) throw invalidValue(`Invalid message attribute name '${name}'.`);
}

function checkType(name: string, dataType: string): void {
  if (dataType === "") {
    throw invalidValue(`The message attribute '${name}' must contain non-empty message attribute type.`);
  }
  if (!/^(String|Number|Binary)(\.|$)/.test(dataType)) {
    throw invalidValue(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
}

interface SmsAttribute {
  readonly type: "String" | "Number";
  readonly form: RegExp;
}

const SMS_ATTRIBUTES: Readonly<Record<string, SmsAttribute>> = {
  // At most 11 letters, digits and hyphens, a letter among them.
  "AWS.SNS.SMS.SenderID": { type: "String", form: /^(?=.*[A-Za-z])[A-Za-z0-9-]{1,11}$/ },
  "AWS.SNS.SMS.SMSType": { type: "String", form: /^(Promotional|Transactional)$/ },
  // In US dollars.
  "AWS.SNS.SMS.MaxPrice": { type: "Number", form: /^\d+(\.\d+)?$/ },
  "AWS.MM.SMS.OriginationNumber": { type: "String", form: /^\+?\d{5,14}$/ },
};

/** @throws QueryError InvalidParameter naming the attribute */
export function checkSmsAttributes(attributes: MessageAttributes): void {
  for (const [name, { type, form }] of Object.entries(SMS_ATTRIBUTES)) {
    const attribute = attributes.get(name);
    if (attribute !== undefined && (attribute.dataType !== type || !form.test(attribute.value))) {
      throw new QueryError(
        "InvalidParameter",
        `Invalid parameter: MessageAttributes Reason: ${name} can't be the ${attribute.dataType} '${attribute.value}'`,
      );
    }
  }
}
