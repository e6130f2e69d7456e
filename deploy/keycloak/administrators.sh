#!/bin/sh
# The three separated administrators (三员, GB/T 22239-2019 8.1.5) of the realm weisu: accounts of the realm master with rights on weisu only, so that the
# security administrator, who may reset every password of weisu, cannot reset the others'. Run once, by whoever installed Keycloak; a second run changes nothing.
# Needs kcadm.sh of the distribution on the PATH, signed in: kcadm.sh config credentials --server URL --realm master --client ID --secret SECRET
set -eu

grant() {
  name=$1
  shift
  if [ -z "$(kcadm.sh get users -r master -q username="$name" -q exact=true --fields id --format csv --noquotes)" ]; then
    kcadm.sh create users -r master -s username="$name" -s enabled=true -s 'requiredActions=["UPDATE_PASSWORD","CONFIGURE_TOTP"]'
  fi
  for role in "$@"; do
    kcadm.sh add-roles -r master --uusername "$name" --cclientid weisu-realm --rolename "$role"
  done
}

kcadm.sh update realms/master -s bruteForceProtected=true -s failureFactor=5 -s waitIncrementSeconds=600 \
  -s accessTokenLifespan=60 -s ssoSessionIdleTimeout=1800 -s ssoSessionMaxLifespan=36000 \
  -s eventsEnabled=true -s eventsExpiration=15897600 -s adminEventsEnabled=true -s adminEventsDetailsEnabled=true -s otpPolicyCodeReusable=false \
  -s 'passwordPolicy=length(12) and digits(1) and lowerCase(1) and upperCase(1) and specialChars(1) and notUsername(undefined) and passwordHistory(5) and forceExpiredPasswordChange(90)'

# CONFIGURE_TOTP above makes each set up a second factor at the first sign-in; from then on the realm asks for it every time.
grant system-administrator manage-clients view-clients view-realm
grant security-administrator manage-users view-users query-users query-groups view-realm
grant audit-administrator view-events
