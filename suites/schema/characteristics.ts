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
    requirement: "7643-8.7.1-user-name",
    attr: "User.name.formatted",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "name.formatted",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-name",
    attr: "User.name.familyName",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "name.familyName",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-name",
    attr: "User.name.givenName",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "name.givenName",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-name",
    attr: "User.name.middleName",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "name.middleName",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-name",
    attr: "User.name.honorificPrefix",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "name.honorificPrefix",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-name",
    attr: "User.name.honorificSuffix",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "name.honorificSuffix",
    type: "string",
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
    requirement: "7643-8.7.1-user-emails",
    attr: "User.emails.value",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "emails.value",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-emails",
    attr: "User.emails.display",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "emails.display",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-emails",
    attr: "User.emails.type",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "emails.type",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-emails",
    attr: "User.emails.primary",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "emails.primary",
    type: "boolean",
    multiValued: false
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
    requirement: "7643-8.7.1-user-phone-numbers",
    attr: "User.phoneNumbers.value",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "phoneNumbers.value",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-phone-numbers",
    attr: "User.phoneNumbers.display",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "phoneNumbers.display",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-phone-numbers",
    attr: "User.phoneNumbers.type",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "phoneNumbers.type",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-phone-numbers",
    attr: "User.phoneNumbers.primary",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "phoneNumbers.primary",
    type: "boolean",
    multiValued: false
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
    requirement: "7643-8.7.1-user-ims",
    attr: "User.ims.value",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "ims.value",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-ims",
    attr: "User.ims.display",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "ims.display",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-ims",
    attr: "User.ims.type",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "ims.type",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-ims",
    attr: "User.ims.primary",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "ims.primary",
    type: "boolean",
    multiValued: false
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
    requirement: "7643-8.7.1-user-photos",
    attr: "User.photos.value",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "photos.value",
    type: "reference",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-photos",
    attr: "User.photos.display",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "photos.display",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-photos",
    attr: "User.photos.type",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "photos.type",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-photos",
    attr: "User.photos.primary",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "photos.primary",
    type: "boolean",
    multiValued: false
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
    requirement: "7643-8.7.1-user-addresses",
    attr: "User.addresses.formatted",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "addresses.formatted",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-addresses",
    attr: "User.addresses.streetAddress",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "addresses.streetAddress",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-addresses",
    attr: "User.addresses.locality",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "addresses.locality",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-addresses",
    attr: "User.addresses.region",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "addresses.region",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-addresses",
    attr: "User.addresses.postalCode",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "addresses.postalCode",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-addresses",
    attr: "User.addresses.country",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "addresses.country",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-addresses",
    attr: "User.addresses.type",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "addresses.type",
    type: "string",
    multiValued: false
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
    requirement: "7643-8.7.1-user-groups",
    attr: "User.groups.value",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "groups.value",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-groups",
    attr: "User.groups.$ref",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "groups.$ref",
    type: "reference",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-groups",
    attr: "User.groups.display",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "groups.display",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-groups",
    attr: "User.groups.type",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "groups.type",
    type: "string",
    multiValued: false
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
    requirement: "7643-8.7.1-user-entitlements",
    attr: "User.entitlements.value",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "entitlements.value",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-entitlements",
    attr: "User.entitlements.display",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "entitlements.display",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-entitlements",
    attr: "User.entitlements.type",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "entitlements.type",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-entitlements",
    attr: "User.entitlements.primary",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "entitlements.primary",
    type: "boolean",
    multiValued: false
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
    requirement: "7643-8.7.1-user-roles",
    attr: "User.roles.value",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "roles.value",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-roles",
    attr: "User.roles.display",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "roles.display",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-roles",
    attr: "User.roles.type",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "roles.type",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-roles",
    attr: "User.roles.primary",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "roles.primary",
    type: "boolean",
    multiValued: false
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
    requirement: "7643-8.7.1-user-x509-certificates",
    attr: "User.x509Certificates.value",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "x509Certificates.value",
    type: "binary",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-x509-certificates",
    attr: "User.x509Certificates.display",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "x509Certificates.display",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-x509-certificates",
    attr: "User.x509Certificates.type",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "x509Certificates.type",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-user-x509-certificates",
    attr: "User.x509Certificates.primary",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    path: "x509Certificates.primary",
    type: "boolean",
    multiValued: false
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
    requirement: "7643-8.7.1-group-members",
    attr: "Group.members.value",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Group",
    path: "members.value",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-group-members",
    attr: "Group.members.$ref",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Group",
    path: "members.$ref",
    type: "reference",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-group-members",
    attr: "Group.members.type",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Group",
    path: "members.type",
    type: "string",
    multiValued: false
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
    requirement: "7643-8.7.1-enterprise-user-manager",
    attr: "EnterpriseUser.manager.value",
    schema: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
    path: "manager.value",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-enterprise-user-manager",
    attr: "EnterpriseUser.manager.$ref",
    schema: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
    path: "manager.$ref",
    type: "reference",
    multiValued: false
  },
  {
    requirement: "7643-8.7.1-enterprise-user-manager",
    attr: "EnterpriseUser.manager.displayName",
    schema: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
    path: "manager.displayName",
    type: "string",
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
    requirement: "7643-8.7.2-service-provider-config-patch",
    attr: "ServiceProviderConfig.patch.supported",
    schema: "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig",
    path: "patch.supported",
    type: "boolean",
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
    requirement: "7643-8.7.2-service-provider-config-bulk",
    attr: "ServiceProviderConfig.bulk.supported",
    schema: "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig",
    path: "bulk.supported",
    type: "boolean",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-service-provider-config-bulk",
    attr: "ServiceProviderConfig.bulk.maxOperations",
    schema: "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig",
    path: "bulk.maxOperations",
    type: "integer",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-service-provider-config-bulk",
    attr: "ServiceProviderConfig.bulk.maxPayloadSize",
    schema: "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig",
    path: "bulk.maxPayloadSize",
    type: "integer",
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
    requirement: "7643-8.7.2-service-provider-config-filter",
    attr: "ServiceProviderConfig.filter.supported",
    schema: "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig",
    path: "filter.supported",
    type: "boolean",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-service-provider-config-filter",
    attr: "ServiceProviderConfig.filter.maxResults",
    schema: "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig",
    path: "filter.maxResults",
    type: "integer",
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
    requirement: "7643-8.7.2-service-provider-config-change-password",
    attr: "ServiceProviderConfig.changePassword.supported",
    schema: "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig",
    path: "changePassword.supported",
    type: "boolean",
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
    requirement: "7643-8.7.2-service-provider-config-sort",
    attr: "ServiceProviderConfig.sort.supported",
    schema: "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig",
    path: "sort.supported",
    type: "boolean",
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
    requirement: "7643-8.7.2-service-provider-config-authentication-schemes",
    attr: "ServiceProviderConfig.authenticationSchemes.name",
    schema: "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig",
    path: "authenticationSchemes.name",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-service-provider-config-authentication-schemes",
    attr: "ServiceProviderConfig.authenticationSchemes.description",
    schema: "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig",
    path: "authenticationSchemes.description",
    type: "string",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-service-provider-config-authentication-schemes",
    attr: "ServiceProviderConfig.authenticationSchemes.specUri",
    schema: "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig",
    path: "authenticationSchemes.specUri",
    type: "reference",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-service-provider-config-authentication-schemes",
    attr: "ServiceProviderConfig.authenticationSchemes.documentationUri",
    schema: "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig",
    path: "authenticationSchemes.documentationUri",
    type: "reference",
    multiValued: false
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
    requirement: "7643-8.7.2-resource-type-schema-extensions",
    attr: "ResourceType.schemaExtensions.schema",
    schema: "urn:ietf:params:scim:schemas:core:2.0:ResourceType",
    path: "schemaExtensions.schema",
    type: "reference",
    multiValued: false
  },
  {
    requirement: "7643-8.7.2-resource-type-schema-extensions",
    attr: "ResourceType.schemaExtensions.required",
    schema: "urn:ietf:params:scim:schemas:core:2.0:ResourceType",
    path: "schemaExtensions.required",
    type: "boolean",
    multiValued: false
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
