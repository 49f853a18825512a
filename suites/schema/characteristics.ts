/** Written by `npm run generate` from the catalogue: the characteristics of RFC 7643 section 8.7 that a published schema must match. */
export interface CharacteristicRow {
  readonly requirement: string;
  /** Short name of the schema and path: `User.name`. */
  readonly attr: string;
  readonly schema: string;
  readonly path: string;
  readonly type: string;
  readonly multiValued: boolean;
}

export const CHARACTERISTICS: readonly CharacteristicRow[] = [
  {
    requirement: "7643-8.7.1-user-user-name",
    attr: "User.userName",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "userName",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-name",
    attr: "User.name",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "name",
    type: "complex",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-display-name",
    attr: "User.displayName",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "displayName",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-nick-name",
    attr: "User.nickName",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "nickName",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-profile-url",
    attr: "User.profileUrl",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "profileUrl",
    type: "reference",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-title",
    attr: "User.title",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "title",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-user-type",
    attr: "User.userType",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "userType",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-preferred-language",
    attr: "User.preferredLanguage",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "preferredLanguage",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-locale",
    attr: "User.locale",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "locale",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-timezone",
    attr: "User.timezone",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "timezone",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-active",
    attr: "User.active",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "active",
    type: "boolean",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-password",
    attr: "User.password",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "password",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-emails",
    attr: "User.emails",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "emails",
    type: "complex",
    multiValued: true
  },
  {
    requirement: "7643-8.7.1-user-phone-numbers",
    attr: "User.phoneNumbers",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "phoneNumbers",
    type: "complex",
    multiValued: true
  },
  {
    requirement: "7643-8.7.1-user-ims",
    attr: "User.ims",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "ims",
    type: "complex",
    multiValued: true
  },
  {
    requirement: "7643-8.7.1-user-photos",
    attr: "User.photos",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "photos",
    type: "complex",
    multiValued: true
  },
  {
    requirement: "7643-8.7.1-user-addresses",
    attr: "User.addresses",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "addresses",
    type: "complex",
    multiValued: true
  },
  {
    requirement: "7643-8.7.1-user-groups",
    attr: "User.groups",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "groups",
    type: "complex",
    multiValued: true
  },
  {
    requirement: "7643-8.7.1-user-entitlements",
    attr: "User.entitlements",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "entitlements",
    type: "complex",
    multiValued: true
  },
  {
    requirement: "7643-8.7.1-user-roles",
    attr: "User.roles",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "roles",
    type: "complex",
    multiValued: true
  },
  {
    requirement: "7643-8.7.1-user-x509-certificates",
    attr: "User.x509Certificates",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "x509Certificates",
    type: "complex",
    multiValued: true
  },
  {
    requirement: "7643-8.7.1-group-display-name",
    attr: "Group.displayName",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Group",
    path: "displayName",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-group-members",
    attr: "Group.members",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Group",
    path: "members",
    type: "complex",
    multiValued: true
  },
  {
    requirement: "7643-8.7.1-enterprise-user-employee-number",
    attr: "EnterpriseUser.employeeNumber",
    schema: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
    path: "employeeNumber",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-enterprise-user-cost-center",
    attr: "EnterpriseUser.costCenter",
    schema: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
    path: "costCenter",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-enterprise-user-organization",
    attr: "EnterpriseUser.organization",
    schema: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
    path: "organization",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-enterprise-user-division",
    attr: "EnterpriseUser.division",
    schema: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
    path: "division",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-enterprise-user-department",
    attr: "EnterpriseUser.department",
    schema: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
    path: "department",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-enterprise-user-manager",
    attr: "EnterpriseUser.manager",
    schema: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
    path: "manager",
    type: "complex",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-service-provider-config-documentation-uri",
    attr: "ServiceProviderConfig.documentationUri",
    schema: "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig",
    path: "documentationUri",
    type: "reference",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-service-provider-config-patch",
    attr: "ServiceProviderConfig.patch",
    schema: "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig",
    path: "patch",
    type: "complex",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-service-provider-config-bulk",
    attr: "ServiceProviderConfig.bulk",
    schema: "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig",
    path: "bulk",
    type: "complex",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-service-provider-config-filter",
    attr: "ServiceProviderConfig.filter",
    schema: "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig",
    path: "filter",
    type: "complex",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-service-provider-config-change-password",
    attr: "ServiceProviderConfig.changePassword",
    schema: "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig",
    path: "changePassword",
    type: "complex",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-service-provider-config-sort",
    attr: "ServiceProviderConfig.sort",
    schema: "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig",
    path: "sort",
    type: "complex",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-service-provider-config-authentication-schemes",
    attr: "ServiceProviderConfig.authenticationSchemes",
    schema: "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig",
    path: "authenticationSchemes",
    type: "complex",
    multiValued: true
  },
  {
    requirement: "7643-8.7.2-resource-type-id",
    attr: "ResourceType.id",
    schema: "urn:ietf:params:scim:schemas:core:2.0:ResourceType",
    path: "id",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-resource-type-name",
    attr: "ResourceType.name",
    schema: "urn:ietf:params:scim:schemas:core:2.0:ResourceType",
    path: "name",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-resource-type-description",
    attr: "ResourceType.description",
    schema: "urn:ietf:params:scim:schemas:core:2.0:ResourceType",
    path: "description",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-resource-type-endpoint",
    attr: "ResourceType.endpoint",
    schema: "urn:ietf:params:scim:schemas:core:2.0:ResourceType",
    path: "endpoint",
    type: "reference",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-resource-type-schema",
    attr: "ResourceType.schema",
    schema: "urn:ietf:params:scim:schemas:core:2.0:ResourceType",
    path: "schema",
    type: "reference",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-resource-type-schema-extensions",
    attr: "ResourceType.schemaExtensions",
    schema: "urn:ietf:params:scim:schemas:core:2.0:ResourceType",
    path: "schemaExtensions",
    type: "complex",
    multiValued: true
  },
  {
    requirement: "7643-8.7.2-schema-id",
    attr: "Schema.id",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Schema",
    path: "id",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-schema-name",
    attr: "Schema.name",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Schema",
    path: "name",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-schema-description",
    attr: "Schema.description",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Schema",
    path: "description",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-schema-attributes",
    attr: "Schema.attributes",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Schema",
    path: "attributes",
    type: "complex",
    multiValued: true
  },
  {
    requirement: "7643-8.7.2-schema-attributes-name",
    attr: "Schema.attributes.name",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Schema",
    path: "attributes.name",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-schema-attributes-type",
    attr: "Schema.attributes.type",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Schema",
    path: "attributes.type",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-schema-attributes-multi-valued",
    attr: "Schema.attributes.multiValued",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Schema",
    path: "attributes.multiValued",
    type: "boolean",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-schema-attributes-description",
    attr: "Schema.attributes.description",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Schema",
    path: "attributes.description",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-schema-attributes-required",
    attr: "Schema.attributes.required",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Schema",
    path: "attributes.required",
    type: "boolean",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-schema-attributes-canonical-values",
    attr: "Schema.attributes.canonicalValues",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Schema",
    path: "attributes.canonicalValues",
    type: "string",
    multiValued: true
  },
  {
    requirement: "7643-8.7.2-schema-attributes-case-exact",
    attr: "Schema.attributes.caseExact",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Schema",
    path: "attributes.caseExact",
    type: "boolean",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-schema-attributes-mutability",
    attr: "Schema.attributes.mutability",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Schema",
    path: "attributes.mutability",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-schema-attributes-returned",
    attr: "Schema.attributes.returned",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Schema",
    path: "attributes.returned",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-schema-attributes-uniqueness",
    attr: "Schema.attributes.uniqueness",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Schema",
    path: "attributes.uniqueness",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-schema-attributes-reference-types",
    attr: "Schema.attributes.referenceTypes",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Schema",
    path: "attributes.referenceTypes",
    type: "string",
    multiValued: true
  },
  {
    requirement: "7643-8.7.2-schema-attributes-sub-attributes",
    attr: "Schema.attributes.subAttributes",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Schema",
    path: "attributes.subAttributes",
    type: "complex",
    multiValued: true
  },
  {
    requirement: "7643-8.7.2-schema-attributes-sub-attributes-name",
    attr: "Schema.attributes.subAttributes.name",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Schema",
    path: "attributes.subAttributes.name",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-schema-attributes-sub-attributes-type",
    attr: "Schema.attributes.subAttributes.type",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Schema",
    path: "attributes.subAttributes.type",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-schema-attributes-sub-attributes-multi-valued",
    attr: "Schema.attributes.subAttributes.multiValued",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Schema",
    path: "attributes.subAttributes.multiValued",
    type: "boolean",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-schema-attributes-sub-attributes-description",
    attr: "Schema.attributes.subAttributes.description",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Schema",
    path: "attributes.subAttributes.description",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-schema-attributes-sub-attributes-required",
    attr: "Schema.attributes.subAttributes.required",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Schema",
    path: "attributes.subAttributes.required",
    type: "boolean",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-schema-attributes-sub-attributes-canonical-values",
    attr: "Schema.attributes.subAttributes.canonicalValues",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Schema",
    path: "attributes.subAttributes.canonicalValues",
    type: "string",
    multiValued: true
  },
  {
    requirement: "7643-8.7.2-schema-attributes-sub-attributes-case-exact",
    attr: "Schema.attributes.subAttributes.caseExact",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Schema",
    path: "attributes.subAttributes.caseExact",
    type: "boolean",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-schema-attributes-sub-attributes-mutability",
    attr: "Schema.attributes.subAttributes.mutability",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Schema",
    path: "attributes.subAttributes.mutability",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-schema-attributes-sub-attributes-returned",
    attr: "Schema.attributes.subAttributes.returned",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Schema",
    path: "attributes.subAttributes.returned",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-schema-attributes-sub-attributes-uniqueness",
    attr: "Schema.attributes.subAttributes.uniqueness",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Schema",
    path: "attributes.subAttributes.uniqueness",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-schema-attributes-sub-attributes-reference-types",
    attr: "Schema.attributes.subAttributes.referenceTypes",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Schema",
    path: "attributes.subAttributes.referenceTypes",
    type: "string",
    multiValued: true
  }
];
