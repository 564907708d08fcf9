/**
 * The input shapes of the supported SES v2 operations: members, requirements, limits and patterns from the API reference
 * (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html and the types it names).
 */
import type { ServiceModel, Shape } from "../protocol/service-model.ts";

/** Of a message in Base64 (https://docs.aws.amazon.com/ses/latest/dg/quotas.html). */
export const MAX_MESSAGE_BYTES = 40 * 1024 * 1024;

const structure = (members: Readonly<Record<string, string>>, required: readonly string[] = []): Shape => ({
  type: "structure",
  members,
  required,
});
const list = (member: string, bounds: { readonly max?: number } = {}): Shape => ({
  type: "list",
  member,
  ...bounds,
});

const operation = (input: string) => ({ auth: "iam", input, output: null, errors: [] }) as const;

export const sesModel: ServiceModel = {
  service: "sesv2",
  targetPrefix: "",
  operations: {
    SendEmail: operation("SendEmailRequest"),
    GetAccount: operation("GetAccountRequest"),
    CreateEmailIdentity: operation("CreateEmailIdentityRequest"),
    GetEmailIdentity: operation("EmailIdentityRequest"),
    DeleteEmailIdentity: operation("EmailIdentityRequest"),
    ListEmailIdentities: operation("ListEmailIdentitiesRequest"),
    CreateConfigurationSet: operation("CreateConfigurationSetRequest"),
    GetConfigurationSet: operation("ConfigurationSetRequest"),
    DeleteConfigurationSet: operation("ConfigurationSetRequest"),
  },
  inputShapes: {
    String: { type: "string" },
    Integer: { type: "integer" },
    Boolean: { type: "boolean" },
    Blob: { type: "blob" },
    Addresses: list("String"),
    GetAccountRequest: structure({}),

    SendEmailRequest: structure(
      {
        ConfigurationSetName: "String",
        ConfigurationOverrides: "Document",
        Content: "EmailContent",
        Destination: "Destination",
        EmailTags: "Tags",
        EndpointId: "String",
        FeedbackForwardingEmailAddress: "String",
        FeedbackForwardingEmailAddressIdentityArn: "String",
        FromEmailAddress: "String",
        FromEmailAddressIdentityArn: "String",
        ListManagementOptions: "ListManagementOptions",
        ReplyToAddresses: "Addresses",
        TenantName: "String",
      },
      ["Content"],
    ),
    EmailContent: structure({ Raw: "RawMessage", Simple: "Message", Template: "Template" }),
    RawMessage: structure({ Data: "Blob" }, ["Data"]),
    Message: structure({ Subject: "Content", Body: "Body", Headers: "Headers", Attachments: "Attachments" }, [
      "Subject",
      "Body",
    ]),
    Content: structure({ Data: "String", Charset: "String" }, ["Data"]),
    Body: structure({ Text: "Content", Html: "Content" }),
    Headers: list("MessageHeader", { max: 15 }),
    MessageHeader: structure({ Name: "HeaderName", Value: "HeaderValue" }, ["Name", "Value"]),
    HeaderName: { type: "string", min: 1, max: 126, pattern: "^[!-9;-@A-~]+$" },
    HeaderValue: { type: "string", min: 1, max: 995, pattern: "[ -~]*" },
    Attachments: list("Attachment"),
    Attachment: structure(
      {
        FileName: "FileName",
        RawContent: "Blob",
        ContentType: "ContentType",
        ContentDisposition: "ContentDisposition",
        ContentDescription: "ContentDescription",
        ContentId: "ContentId",
        ContentTransferEncoding: "ContentTransferEncoding",
      },
      ["FileName", "RawContent"],
    ),
    FileName: { type: "string", min: 1, max: 255 },
    ContentType: { type: "string", min: 1, max: 78 },
    ContentDisposition: { type: "string", enum: ["ATTACHMENT", "INLINE"] },
    ContentDescription: { type: "string", max: 1000 },
    ContentId: { type: "string", min: 1, max: 78 },
    ContentTransferEncoding: { type: "string", enum: ["BASE64", "QUOTED_PRINTABLE", "SEVEN_BIT"] },
    Template: structure({ TemplateName: "String", TemplateArn: "String", TemplateData: "String" }),
    // Of any form: requests with it are refused as not built.
    Document: structure({}),
    Destination: structure({ ToAddresses: "Addresses", CcAddresses: "Addresses", BccAddresses: "Addresses" }),
    Tags: list("MessageTag", { max: 50 }),
    MessageTag: structure({ Name: "TagText", Value: "TagText" }, ["Name", "Value"]),
    TagText: { type: "string", min: 1, max: 256, pattern: "[A-Za-z0-9_.@-]+" },
    ListManagementOptions: structure({ ContactListName: "String", TopicName: "String" }, ["ContactListName"]),

    CreateEmailIdentityRequest: structure({ EmailIdentity: "Identity", ConfigurationSetName: "String" }, [
      "EmailIdentity",
    ]),
    EmailIdentityRequest: structure({ EmailIdentity: "Identity" }, ["EmailIdentity"]),
    Identity: { type: "string", min: 1 },
    ListEmailIdentitiesRequest: structure({ Filter: "Document", PageSize: "PageSize", NextToken: "String" }),
    PageSize: { type: "integer", min: 0, max: 1000 },

    CreateConfigurationSetRequest: structure({ ConfigurationSetName: "ConfigurationSetName" }, [
      "ConfigurationSetName",
    ]),
    ConfigurationSetRequest: structure({ ConfigurationSetName: "ConfigurationSetName" }, [
      "ConfigurationSetName",
    ]),
    ConfigurationSetName: { type: "string", min: 1, max: 64, pattern: "[A-Za-z0-9_-]+" },
  },
};
