// Made from docs/openapi.json by `npm run docs`. Change the schemas of the routes instead.


export interface paths {
  "/api/rider/operator": {
    /** Who runs the cabinets; needs no login */
    get: operations["getRiderOperator"];
  };
  "/api/rider/cabinets": {
    /** Where to borrow or to return: the nearest first, without coordinates by name; needs no login */
    get: operations["getRiderCabinets"];
  };
  "/api/rider/codes/{code}/price": {
    /** What a scanned slot lends and for how much; needs no login */
    get: operations["getRiderCodesCodePrice"];
  };
  "/api/rider/codes/{code}": {
    /** A scanned slot */
    get: operations["getRiderCodesCode"];
  };
  "/api/rider/orders": {
    /** This rider's orders, newest first */
    get: operations["getRiderOrders"];
    /** Ask for the item in a slot, and others of its cabinet; the rider then confirms at `walletUrl` */
    post: operations["postRiderOrders"];
  };
  "/api/rider/orders/{orderNo}": {
    /** An order of this rider */
    get: operations["getRiderOrdersOrderNo"];
  };
  "/api/rider/orders/{orderNo}/give-up": {
    /** Give up what is not confirmed yet, or the slot that is offered */
    post: operations["postRiderOrdersOrderNoGiveUp"];
  };
  "/api/rider/orders/{orderNo}/leave": {
    /** Leave, and say that nothing came out, while it is not known whether a slot opened */
    post: operations["postRiderOrdersOrderNoLeave"];
  };
  "/api/rider/orders/{orderNo}/offer": {
    /** Take or decline the slot that is offered */
    post: operations["postRiderOrdersOrderNoOffer"];
  };
  "/api/rider/orders/{orderNo}/renew": {
    /** Keep the items longer, for a longest loan's time */
    post: operations["postRiderOrdersOrderNoRenew"];
  };
  "/api/rider/orders/{orderNo}/report": {
    /** Say that an item was never taken, or is back; billing pauses */
    post: operations["postRiderOrdersOrderNoReport"];
  };
  "/api/rider/orders/{orderNo}/lost": {
    /** Say that an item will not come back, and buy it for its `buyOut` */
    post: operations["postRiderOrdersOrderNoLost"];
  };
  "/api/rider/orders/{orderNo}/objections": {
    /** Object to the price, the item or something else; an operator decides, and nothing stops until then */
    post: operations["postRiderOrdersOrderNoObjections"];
  };
  "/api/rider/orders/{orderNo}/came-back": {
    /** The wallet sent the rider back to the order's page, with this code where it refused */
    post: operations["postRiderOrdersOrderNoCameBack"];
  };
  "/api/rider/orders/{orderNo}/events": {
    /** The same, as server-sent events named `order`; `heartbeat` shows that the hub is there, `end` says why it ends the stream */
    get: operations["getRiderOrdersOrderNoEvents"];
  };
  "/api/rider/logout": {
    /** End every session of this rider, in all browsers */
    post: operations["postRiderLogout"];
  };
  "/api/screen/pairings": {
    /** Get a code for an operator to enter; the browser becomes a screen by the cookie that this sets */
    post: operations["postScreenPairings"];
  };
  "/api/screen/view": {
    /** What this screen shows */
    get: operations["getScreenView"];
  };
  "/api/screen/events": {
    /** The same, as server-sent events named `view`; `heartbeat` shows that the hub is there, `end` says why it ends the stream */
    get: operations["getScreenEvents"];
  };
  "/api/bridge/enrolments": {
    /** Get a cabinet's new secret for a one-time token */
    post: operations["postBridgeEnrolments"];
  };
  "/api/operator/session": {
    /** Who asks, and what the role allows */
    get: operations["getOperatorSession"];
    /** Sign in; the answer sets the cookie of the session */
    post: operations["postOperatorSession"];
    /** Sign out */
    delete: operations["deleteOperatorSession"];
  };
  "/api/operator/own/password": {
    /** Change the own password; all other own sessions end */
    put: operations["putOperatorOwnPassword"];
  };
  "/api/operator/own/second-factor": {
    /** Begin to set up a second factor; it counts once a code of it is confirmed */
    post: operations["postOperatorOwnSecondFactor"];
  };
  "/api/operator/own/second-factor/confirm": {
    /** Show a code of the new second factor; the answer has the recovery codes */
    post: operations["postOperatorOwnSecondFactorConfirm"];
  };
  "/api/operator/own/second-factor/remove": {
    /** Remove the second factor, shown once more or by a recovery code */
    post: operations["postOperatorOwnSecondFactorRemove"];
  };
  "/api/operator/own/recovery-codes": {
    /** Draw new recovery codes; the old ones are void */
    post: operations["postOperatorOwnRecoveryCodes"];
  };
  "/api/operator/own/sessions": {
    /** The own sessions, the one used last first */
    get: operations["getOperatorOwnSessions"];
  };
  "/api/operator/own/sessions/{id}": {
    /** End one of the own sessions */
    delete: operations["deleteOperatorOwnSessionsId"];
  };
  "/api/operator/people": {
    /** Everybody who may use the console */
    get: operations["getOperatorPeople"];
    /** Add a person; the answer has a one-time password */
    post: operations["postOperatorPeople"];
  };
  "/api/operator/people/{name}/role": {
    /** Give a person another role; the person has to sign in again */
    put: operations["putOperatorPeopleNameRole"];
  };
  "/api/operator/people/{name}/lock": {
    /** Lock an account: its sessions end, and signing in to it is refused */
    post: operations["postOperatorPeopleNameLock"];
  };
  "/api/operator/people/{name}/unlock": {
    /** Unlock an account */
    post: operations["postOperatorPeopleNameUnlock"];
  };
  "/api/operator/people/{name}/reset-password": {
    /** Replace a forgotten password; the answer has a one-time password */
    post: operations["postOperatorPeopleNameResetPassword"];
  };
  "/api/operator/people/{name}/reset-second-factor": {
    /** Remove the second factor of a person who has lost it and the recovery codes */
    post: operations["postOperatorPeopleNameResetSecondFactor"];
  };
  "/api/operator/people/{name}/sessions": {
    /** Where a person is signed in, the session used last first */
    get: operations["getOperatorPeopleNameSessions"];
  };
  "/api/operator/people/{name}/end-sessions": {
    /** End all sessions of a person, who may sign in again */
    post: operations["postOperatorPeopleNameEndSessions"];
  };
  "/api/operator/api-tokens": {
    /** All API tokens, the newest first; those that ended too */
    get: operations["getOperatorApiTokens"];
    /** Make an API token; it is shown this once */
    post: operations["postOperatorApiTokens"];
  };
  "/api/operator/api-tokens/{id}": {
    /** Revoke an API token */
    delete: operations["deleteOperatorApiTokensId"];
  };
  "/api/operator/cabinets": {
    /** All cabinets as the hub knows them */
    get: operations["getOperatorCabinets"];
  };
  "/api/operator/cabinets/{cabinetId}": {
    /** A cabinet as the hub knows it, with what can be done to it now and what stands in the way of the rest */
    get: operations["getOperatorCabinetsCabinetId"];
    /**
     * Register a cabinet, or change its details; the secret of a new one is in this answer only
     * @description What is left out of the body is not kept from before: an optional field that is absent is removed.
     */
    put: operations["putOperatorCabinetsCabinetId"];
    /** Remove a cabinet for good, with its codes and its secret; refused while its orders are open */
    delete: operations["deleteOperatorCabinetsCabinetId"];
  };
  "/api/operator/cabinets/{cabinetId}/secret": {
    /** Void a cabinet's secret and make a new one, which is shown here and nowhere else */
    post: operations["postOperatorCabinetsCabinetIdSecret"];
  };
  "/api/operator/cabinets/{cabinetId}/disable": {
    /** Take a cabinet out of service: it may not connect, and riders can't order there; open orders go on */
    post: operations["postOperatorCabinetsCabinetIdDisable"];
  };
  "/api/operator/cabinets/{cabinetId}/enable": {
    /** Bring a cabinet back into service */
    post: operations["postOperatorCabinetsCabinetIdEnable"];
  };
  "/api/operator/cabinets/{cabinetId}/trust-again": {
    /** Clear the mark of a distrusted cabinet: what it says decides by itself again, its slots are offered again */
    post: operations["postOperatorCabinetsCabinetIdTrustAgain"];
  };
  "/api/operator/cabinets/{cabinetId}/enrolment-tokens": {
    /** Issue a one-time token with which a bridge gets this cabinet's secret; an unused one becomes void */
    post: operations["postOperatorCabinetsCabinetIdEnrolmentTokens"];
    /** Void the cabinet's valid enrolment token */
    delete: operations["deleteOperatorCabinetsCabinetIdEnrolmentTokens"];
  };
  "/api/operator/cabinets/{cabinetId}/codes": {
    /** The valid codes of a cabinet, by slot */
    get: operations["getOperatorCabinetsCabinetIdCodes"];
    /** Issue a code for each slot that has none; answers all valid codes of the cabinet */
    post: operations["postOperatorCabinetsCabinetIdCodes"];
  };
  "/api/operator/cabinets/{cabinetId}/slots/{slot}/code": {
    /** Revoke the codes of a slot and issue a new one */
    post: operations["postOperatorCabinetsCabinetIdSlotsSlotCode"];
  };
  "/api/operator/codes/{id}": {
    /** A valid code */
    get: operations["getOperatorCodesId"];
    /** Revoke a code */
    delete: operations["deleteOperatorCodesId"];
  };
  "/api/operator/cabinets/{cabinetId}/sheet.pdf": {
    /** The valid codes of a cabinet as stickers to print: A4 with marks to cut along, or a label for each */
    get: operations["getOperatorCabinetsCabinetIdSheetPdf"];
  };
  "/api/operator/cabinets/{cabinetId}/code-history": {
    /** Every code of a cabinet, revoked ones too, by slot and the newest first, with when it was scanned */
    get: operations["getOperatorCabinetsCabinetIdCodeHistory"];
  };
  "/api/operator/fleet": {
    /** All cabinets in short: their state, what they can lend and take, and why they need a visit */
    get: operations["getOperatorFleet"];
  };
  "/api/operator/visits": {
    /** Cabinets that need a visit, the most urgent first, with the reasons and what to do there */
    get: operations["getOperatorVisits"];
  };
  "/api/operator/cabinets/{cabinetId}/slots/{slot}/open": {
    /**
     * Open a slot without an order, to work on the cabinet
     * @description Answers once the command is on its way. The cabinet's page shows how it went: `commands`. What comes out is neither a loan nor missing.
     */
    post: operations["postOperatorCabinetsCabinetIdSlotsSlotOpen"];
  };
  "/api/operator/cabinets/{cabinetId}/restart": {
    /** Have the cabinet's bridge end in order and start again */
    post: operations["postOperatorCabinetsCabinetIdRestart"];
  };
  "/api/operator/cabinets/{cabinetId}/commands/{commandId}/ask": {
    /** Ask the cabinet again for the outcome of a command; the bridge carries nothing out twice */
    post: operations["postOperatorCabinetsCabinetIdCommandsCommandIdAsk"];
  };
  "/api/operator/cabinets/{cabinetId}/look": {
    /** Have the cabinet show its slots now; the snapshot follows within seconds */
    post: operations["postOperatorCabinetsCabinetIdLook"];
  };
  "/api/operator/cabinets/{cabinetId}/slots/{slot}/lock": {
    /** Take a slot out of service: riders are offered neither its item nor its room; the order that holds it goes on */
    post: operations["postOperatorCabinetsCabinetIdSlotsSlotLock"];
  };
  "/api/operator/cabinets/{cabinetId}/slots/{slot}/unlock": {
    /** Bring a slot back into service */
    post: operations["postOperatorCabinetsCabinetIdSlotsSlotUnlock"];
  };
  "/api/operator/sites": {
    /** All sites, with the cabinets that stand there */
    get: operations["getOperatorSites"];
  };
  "/api/operator/sites/{siteId}": {
    /** A site */
    get: operations["getOperatorSitesSiteId"];
    /**
     * Add a site, or describe it again
     * @description What is left out of the body is removed. The site's cabinets take over each value that they had of it; those with a value of their own keep it.
     */
    put: operations["putOperatorSitesSiteId"];
    /** Remove a site; refused while cabinets stand there */
    delete: operations["deleteOperatorSitesSiteId"];
  };
  "/api/operator/cabinets/{cabinetId}/move": {
    /** Move a cabinet to a site, or to an address without one; what is left out is taken from the site */
    post: operations["postOperatorCabinetsCabinetIdMove"];
  };
  "/api/operator/releases": {
    /** Releases of the bridge that the hub holds */
    get: operations["getOperatorReleases"];
    /** Add a release of the bridge by its signed manifest; its archive follows */
    post: operations["postOperatorReleases"];
  };
  "/api/operator/releases/{version}": {
    /** Remove a release; refused while a rollout of it is open */
    delete: operations["deleteOperatorReleasesVersion"];
  };
  "/api/operator/rollouts": {
    /** All rollouts of releases of the bridge */
    get: operations["getOperatorRollouts"];
    /** Offer a release to a share of the cabinets, of all sites or of some */
    post: operations["postOperatorRollouts"];
  };
  "/api/operator/rollouts/{rolloutId}": {
    /** A rollout, with how the update of each cabinet stands */
    get: operations["getOperatorRolloutsRolloutId"];
  };
  "/api/operator/rollouts/preview": {
    /** How many cabinets a rollout would reach, and what it means for them; nothing is done */
    post: operations["postOperatorRolloutsPreview"];
  };
  "/api/operator/rollouts/{rolloutId}/acts": {
    /**
     * Pause, resume, end or widen a rollout
     * @description The end calls off each update whose trial has not begun. During a pause, a cabinet that has the whole archive finishes its update.
     */
    post: operations["postOperatorRolloutsRolloutIdActs"];
  };
  "/api/operator/map": {
    /** Where the cabinets with a location are, in the coordinates of the map, and where its tiles come from */
    get: operations["getOperatorMap"];
  };
  "/api/operator/screens": {
    /** All screens, the newest first */
    get: operations["getOperatorScreens"];
    /** Pair the screen that shows this code with a cabinet */
    post: operations["postOperatorScreens"];
  };
  "/api/operator/screens/{screenId}": {
    /** Revoke a screen: its codes are void, and it shows nothing any more */
    delete: operations["deleteOperatorScreensScreenId"];
  };
  "/api/operator/cabinets/{cabinetId}/printed-codes": {
    /** Set whether a cabinet's printed codes are taken, or only those on its screen */
    put: operations["putOperatorCabinetsCabinetIdPrintedCodes"];
  };
  "/api/operator/slides": {
    /** What idle screens show in turn */
    get: operations["getOperatorSlides"];
    /** Set what idle screens show in turn, in the place of all before */
    put: operations["putOperatorSlides"];
  };
  "/api/operator/orders/{orderNo}": {
    /** An order with its timeline and evidence, what explains its amount, and which acts are possible now */
    get: operations["getOperatorOrdersOrderNo"];
  };
  "/api/operator/orders/{orderNo}/acts": {
    /** Decide about an order; the reason is kept in its timeline */
    post: operations["postOperatorOrdersOrderNoActs"];
  };
  "/api/operator/orders/{orderNo}/acts/preview": {
    /** What an act would do to an order and its money; nothing is done */
    post: operations["postOperatorOrdersOrderNoActsPreview"];
  };
  "/api/operator/queue": {
    /** All that waits for an operator: reviews, unmatched returns, overdue items, money that is not there, reports */
    get: operations["getOperatorQueue"];
  };
  "/api/operator/unmatched-events": {
    /** Unmatched events by cabinet, the newest of each first; `Link` names the next page */
    get: operations["getOperatorUnmatchedEvents"];
  };
  "/api/operator/unmatched-events/{key}/assign": {
    /** Say whose return an unmatched one was; the reason is kept with it */
    post: operations["postOperatorUnmatchedEventsKeyAssign"];
  };
  "/api/operator/unmatched-events/{key}/dismiss": {
    /** Say that an unmatched event means nothing; it is kept, with the reason, among the dismissed ones */
    post: operations["postOperatorUnmatchedEventsKeyDismiss"];
  };
  "/api/operator/assignees": {
    /** The people who may decide about orders, to whom work can be given */
    get: operations["getOperatorAssignees"];
  };
  "/api/operator/orders/{orderNo}/assignee": {
    /** Say who sees to an order that waits in the work list */
    put: operations["putOperatorOrdersOrderNoAssignee"];
  };
  "/api/operator/unmatched-events/{key}/assignee": {
    /** Say who sees to an unmatched event */
    put: operations["putOperatorUnmatchedEventsKeyAssignee"];
  };
  "/api/operator/unmatched-events/{key}/candidates": {
    /** The loans that an unmatched return may have ended, the likeliest first */
    get: operations["getOperatorUnmatchedEventsKeyCandidates"];
  };
  "/api/operator/orders": {
    /** Orders that fit every filter, newest first; `Link` names the next page; a look at a rider's is audited */
    get: operations["getOperatorOrders"];
  };
  "/api/operator/totals": {
    /** What the orders that were made on some days come to, by day, site and item kind */
    get: operations["getOperatorTotals"];
  };
  "/api/operator/overview": {
    /** How many orders wait for an operator, and how the cabinets are */
    get: operations["getOperatorOverview"];
  };
  "/api/operator/statistics": {
    /** Orders, income, openings and items that are out by day or hour; days and hours without an order or a count are left out */
    get: operations["getOperatorStatistics"];
  };
  "/api/operator/events": {
    /** What changes, as server-sent events named `changed`: `topic` (orders, cabinets, updates) and `ids`, absent where there are too many; `ready` at the start, `heartbeat`, and `end` with the reason */
    get: operations["getOperatorEvents"];
  };
  "/api/operator/money": {
    /** What the orders that were made on some days came to, by day, site, cabinet and item kind */
    get: operations["getOperatorMoney"];
  };
  "/api/operator/money.csv": {
    /** The same as CSV for a spreadsheet; amounts in yuan */
    get: operations["getOperatorMoneyCsv"];
  };
  "/api/operator/money.xlsx": {
    /** The same as an Excel workbook, with the total in its last row; amounts in yuan */
    get: operations["getOperatorMoneyXlsx"];
  };
  "/api/operator/money/shares": {
    /** What is due to the owners of sites for orders that were made on some days */
    get: operations["getOperatorMoneyShares"];
  };
  "/api/operator/money/shares.csv": {
    /** The same as CSV for a spreadsheet; amounts in yuan */
    get: operations["getOperatorMoneySharesCsv"];
  };
  "/api/operator/money/shares.xlsx": {
    /** The same as an Excel workbook, with the total in its last row; amounts in yuan */
    get: operations["getOperatorMoneySharesXlsx"];
  };
  "/api/operator/money/site-shares": {
    /** Every share that was agreed with the owner of a site */
    get: operations["getOperatorMoneySiteShares"];
  };
  "/api/operator/money/site-shares/{siteId}": {
    /** Add the share that counts from a day on; it can't be changed or taken back */
    post: operations["postOperatorMoneySiteSharesSiteId"];
  };
  "/api/operator/riders/{kind}/{id}": {
    /** A rider's open orders, and how often the rider let orders go and reported lately; the look is audited */
    get: operations["getOperatorRidersKindId"];
  };
  "/api/operator/riders/{kind}/{id}/end-sessions": {
    /** Log a rider out of all browsers, for a phone that was lost; orders go on */
    post: operations["postOperatorRidersKindIdEndSessions"];
  };
  "/api/operator/riders/{kind}/{id}/export": {
    /** All that the hub keeps of a rider, for a rider who asks for it; the export is audited */
    post: operations["postOperatorRidersKindIdExport"];
  };
  "/api/operator/riders/{kind}/{id}/erase": {
    /** Take the rider out of orders, counts and audit log, and log the rider out; the orders stay for the books */
    post: operations["postOperatorRidersKindIdErase"];
  };
  "/api/operator/profile": {
    /** What riders see of the operator */
    get: operations["getOperatorProfile"];
    /**
     * Say what riders see of the operator: name, customer service, invoices
     * @description What is left out of the body is not kept from before.
     */
    put: operations["putOperatorProfile"];
  };
  "/api/operator/item-kinds": {
    /** Every kind of item that cabinets can lend */
    get: operations["getOperatorItemKinds"];
  };
  "/api/operator/item-kinds/{id}": {
    /** Add an item kind, or change one; whether items carry ids can't change while cabinets lend the kind */
    put: operations["putOperatorItemKindsId"];
  };
  "/api/operator/texts": {
    /** Every version of every text */
    get: operations["getOperatorTexts"];
  };
  "/api/operator/texts/{kind}/{version}": {
    /** A version of a text */
    get: operations["getOperatorTextsKindVersion"];
  };
  "/api/operator/texts/{kind}": {
    /** Publish a new version of a text; riders see it immediately */
    post: operations["postOperatorTextsKind"];
  };
  "/api/operator/prices": {
    /** The prices in force, those that take effect later, and who publishes others */
    get: operations["getOperatorPrices"];
  };
  "/api/operator/prices/settings": {
    /** Say whether another admin has to confirm what one publishes */
    put: operations["putOperatorPricesSettings"];
  };
  "/api/operator/prices/lists": {
    /** Every price list that was published, the newest first; `Link` names the next page */
    get: operations["getOperatorPricesLists"];
  };
  "/api/operator/prices/lists/{number}": {
    /** A price list: its plans, what a loan costs under them, and how many cabinets lend by each */
    get: operations["getOperatorPricesListsNumber"];
  };
  "/api/operator/prices/lists/{number}/withdraw": {
    /** Take back a price list that has not taken effect yet */
    post: operations["postOperatorPricesListsNumberWithdraw"];
  };
  "/api/operator/prices/export": {
    /** The rate plans of a price list as a file, which can be imported again */
    get: operations["getOperatorPricesExport"];
  };
  "/api/operator/prices/drafts": {
    /** The drafts of prices, and which of them wait for another admin's confirmation */
    get: operations["getOperatorPricesDrafts"];
  };
  "/api/operator/prices/drafts/{id}": {
    /** A draft of prices: its plans, what is wrong with them, and how they differ from those in force */
    get: operations["getOperatorPricesDraftsId"];
    /** Save a draft of prices, mistakes or not */
    put: operations["putOperatorPricesDraftsId"];
    /** Throw a draft of prices away */
    delete: operations["deleteOperatorPricesDraftsId"];
  };
  "/api/operator/prices/check": {
    /** Check prices without saving them: mistakes, differences from those in force, price curves */
    post: operations["postOperatorPricesCheck"];
  };
  "/api/operator/prices/import": {
    /**
     * Make a draft of a file of rate plans
     * @description What is no rate plan is refused; what a rate plan must not say is a mistake of the draft.
     */
    post: operations["postOperatorPricesImport"];
  };
  "/api/operator/prices/drafts/{id}/publish": {
    /** Publish a draft of prices, or propose it where another admin has to confirm it */
    post: operations["postOperatorPricesDraftsIdPublish"];
  };
  "/api/operator/prices/drafts/{id}/confirm": {
    /** Confirm prices that another admin proposed: they are published */
    post: operations["postOperatorPricesDraftsIdConfirm"];
  };
  "/api/operator/prices/drafts/{id}/reject": {
    /** Refuse prices that were proposed, or take the proposal back; the draft stays */
    post: operations["postOperatorPricesDraftsIdReject"];
  };
  "/api/operator/audit": {
    /** What operators, configurations and commands did, newest first; `Link` names the next page */
    get: operations["getOperatorAudit"];
  };
  "/api/operator/audit.csv": {
    /** The same as CSV for a spreadsheet, all entries that the filters let through */
    get: operations["getOperatorAuditCsv"];
  };
  "/api/operator/webhooks": {
    /** The webhooks: addresses of other systems that get the hub's events */
    get: operations["getOperatorWebhooks"];
    /** Add a webhook; its secret is in the answer, this once */
    post: operations["postOperatorWebhooks"];
  };
  "/api/operator/webhooks/{id}": {
    /** Change the address or the events of a webhook, or pause it */
    put: operations["putOperatorWebhooksId"];
    /** Remove a webhook; what waits for it is not sent any more */
    delete: operations["deleteOperatorWebhooksId"];
  };
  "/api/operator/webhooks/{id}/secret": {
    /** Renew a webhook's secret: the old one signs nothing any more */
    post: operations["postOperatorWebhooksIdSecret"];
  };
  "/api/operator/webhooks/{id}/test": {
    /** Send a webhook an event of type `jiehuan.webhook.test` */
    post: operations["postOperatorWebhooksIdTest"];
  };
  "/api/operator/webhooks/{id}/deliveries": {
    /** What was sent to a webhook, newest first; `Link` names the next page */
    get: operations["getOperatorWebhooksIdDeliveries"];
  };
  "/api/operator/webhooks/{id}/deliveries/{delivery}/replay": {
    /** Send an event again, for another day at most; it keeps its id */
    post: operations["postOperatorWebhooksIdDeliveriesDeliveryReplay"];
  };
  "/api/operator/alarms": {
    /** What is wrong now (`state=open`), or was too, newest first; `Link` names the next page */
    get: operations["getOperatorAlarms"];
  };
  "/api/operator/books/{day}": {
    /** What was booked on a day, with the day's sums */
    get: operations["getOperatorBooksDay"];
  };
  "/api/operator/books/{day}.csv": {
    /** The same as CSV for a spreadsheet, one row for each line; amounts in yuan */
    get: operations["getOperatorBooksDayCsv"];
  };
  "/api/operator/books/reconcile-open": {
    /** Compare all open orders with the credit provider; `Accept: text/csv` answers the differences as CSV */
    post: operations["postOperatorBooksReconcileOpen"];
  };
  "/api/operator/tariffs": {
    /** Every version of a tariff, and the rate plans that use it */
    get: operations["getOperatorTariffs"];
  };
  "/api/operator/releases/{version}/archive": {
    /** Store the archive of a release that was added */
    put: operations["putOperatorReleasesVersionArchive"];
  };
  "/api/operator/books/{day}/reconcile": {
    /** Compare a day with the provider's settlement file, in UTF-8 or GBK; `Accept: text/csv` answers as CSV */
    post: operations["postOperatorBooksDayReconcile"];
  };
  "/api/cabinet/releases/{version}": {
    /**
     * The archive of the release that a rollout offers to the cabinet
     * @description Login (HTTP Basic): the cabinet's id and its MQTT password. `Range: bytes=<from>-` goes on where a download was cut.
     */
    get: operations["getCabinetReleasesVersion"];
  };
  "/api/cabinet/secret": {
    /**
     * Get the cabinet's next secret
     * @description Login (HTTP Basic): the cabinet's id and its MQTT password. Asked again before the secret was used, it answers the same one.
     */
    post: operations["postCabinetSecret"];
  };
}

export type webhooks = Record<string, never>;

export interface components {
  schemas: {
    /** @description order number */
    OrderNo: string;
    /** @description cabinet id */
    CabinetId: string;
    /** @description slot number, from 1 */
    SlotNumber: number;
    /** @description milliseconds since 1970-01-01T00:00Z */
    EpochMs: number;
    /** @enum {unknown} */
    Role: "viewer" | "support" | "technician" | "finance" | "admin";
    Credentials: {
      name: string;
      password: string;
      /** @description what the authenticator app shows */
      code?: string;
      /** @description one of the recovery codes */
      recoveryCode?: string;
    };
    SignedInOperator: {
      /** @description lower-case letters, digits and hyphens, a letter first */
      name: string;
      role: components["schemas"]["Role"];
      /** @enum {unknown} */
      by: "session" | "token";
      permissions: ("own-account" | "orders.read" | "orders.decide" | "money.decide" | "money.read" | "shares.edit" | "cabinets.read" | "cabinets.manage" | "cabinets.operate" | "codes.manage" | "updates.manage" | "prices.read" | "prices.edit" | "prices.publish" | "riders.read" | "riders.manage" | "texts.read" | "texts.edit" | "people.manage" | "webhooks.manage" | "audit.read")[];
      /** @description true: nothing but the own account is open until it is changed */
      mustChangePassword: boolean;
      /** @description whether a code is asked for at sign-in */
      secondFactor: boolean;
      recoveryCodesLeft: number;
    };
    PasswordChange: {
      password: string;
      newPassword: string;
    };
    PasswordAgain: {
      password: string;
    };
    NewSecondFactor: {
      /** @description otpauth://totp/…, for a QR code */
      uri: string;
      /** @description the same for typing, base32 */
      secret: string;
    };
    SecondFactorCode: {
      /** @description what the authenticator app shows */
      code: string;
    };
    SecondFactorProof: {
      password: string;
      /** @description what the authenticator app shows */
      code?: string;
      /** @description one of the recovery codes */
      recoveryCode?: string;
    };
    RecoveryCodes: {
      /** @description shown this once; each can be used once */
      recoveryCodes: string[];
    };
    SessionView: {
      id: string;
      startedAt: components["schemas"]["EpochMs"];
      seenAt: components["schemas"]["EpochMs"];
      address: string;
      /** @description what the browser calls itself */
      browser: string;
      /** @description whether this request came in it */
      current: boolean;
    };
    PersonView: {
      /** @description lower-case letters, digits and hyphens, a letter first */
      name: string;
      role: components["schemas"]["Role"];
      secondFactor: boolean;
      /** @description the one-time password was not changed yet */
      mustChangePassword: boolean;
      lockedAt?: components["schemas"]["EpochMs"];
      createdAt: components["schemas"]["EpochMs"];
      createdBy: string;
      signedInAt?: components["schemas"]["EpochMs"];
    };
    NewPerson: {
      /** @description lower-case letters, digits and hyphens, a letter first */
      name: string;
      role: components["schemas"]["Role"];
      /** @description why; kept in the audit log or the order's timeline */
      reason: string;
    };
    RoleChange: {
      role: components["schemas"]["Role"];
      /** @description why; kept in the audit log or the order's timeline */
      reason: string;
    };
    OneTimePassword: {
      /** @description shown this once; the person has to change it at the first sign-in */
      oneTimePassword: string;
    };
    ApiTokenView: {
      id: string;
      /** @description lower-case letters, digits and hyphens, a letter first */
      name: string;
      role: components["schemas"]["Role"];
      createdAt: components["schemas"]["EpochMs"];
      createdBy: string;
      endsAt: components["schemas"]["EpochMs"];
      /** @description Beijing day of the last use */
      usedOn?: string;
      revokedAt?: components["schemas"]["EpochMs"];
    };
    NewApiToken: {
      /** @description lower-case letters, digits and hyphens, a letter first */
      name: string;
      role: components["schemas"]["Role"];
      /** @description epoch ms; two years from now at the latest */
      endsAt: number;
      /** @description why; kept in the audit log or the order's timeline */
      reason: string;
    };
    MadeApiToken: {
      id: string;
      /** @description lower-case letters, digits and hyphens, a letter first */
      name: string;
      role: components["schemas"]["Role"];
      createdAt: components["schemas"]["EpochMs"];
      createdBy: string;
      endsAt: components["schemas"]["EpochMs"];
      /** @description Beijing day of the last use */
      usedOn?: string;
      revokedAt?: components["schemas"]["EpochMs"];
      /** @description for `Authorization: Bearer`; shown this once */
      token: string;
    };
    BridgeEnrolment: {
      /** @description the one-time token that an operator issued */
      token: string;
      /** @description drawn at random by the bridge: with the same one it may ask again within ten minutes */
      nonce: string;
    };
    EnrolledBridge: {
      cabinetId: components["schemas"]["CabinetId"];
      /** @description the cabinet's new secret; the former one is void */
      secret: string;
      /** @description where the bridge connects: mqtts://host:port */
      broker: string;
    };
    NextSecret: {
      /** @description the next secret; the present one is void once the bridge logs in to the broker with it */
      secret: string;
    };
    NewEnrolmentToken: {
      /**
       * @description ms for which the token is valid; a day where it is left out
       * @default 86400000
       */
      validFor?: number;
      /** @description why; kept in the audit log or the order's timeline */
      reason: string;
    };
    MadeEnrolmentToken: {
      /** @description for `enrol --token` of the bridge; shown this once, it can't be read again */
      token: string;
      expiresAt: components["schemas"]["EpochMs"];
      /** @description for `enrol --hub` of the bridge: the hub's address as bridges reach it */
      hubUrl: string;
    };
    RevokedTokens: {
      /** @description false: none was valid */
      changed: boolean;
    };
    AlarmView: {
      id: string;
      /** @enum {unknown} */
      kind: "cabinet-silent" | "cabinet-disk" | "cabinet-journal" | "review-waits" | "charges-fail" | "return-unmatched" | "openings-fail" | "guessing" | "provider-away" | "hub-not-ready";
      /** @description a cabinet's id, the name of a hub, or `all` */
      subject: string;
      /** @description what is wrong, in the language of Accept-Language */
      title: string;
      /** @description more about it, and what to do */
      text: string;
      raisedAt: components["schemas"]["EpochMs"];
      clearedAt?: components["schemas"]["EpochMs"];
    };
    WebhookView: {
      /** @description which webhook */
      id: string;
      /** @description where events are posted to, https; or `mailto:` and an address, for alarms */
      url: string;
      /** @description which events; none: all of them */
      events: ("order.requested" | "order.confirmed" | "order.opened" | "order.returned" | "order.lost" | "order.settled" | "order.cancelled" | "order.lapsed" | "order.payment-failed" | "order.review-opened" | "order.review-closed" | "order.refunded" | "order.objected" | "cabinet.online" | "cabinet.offline" | "cabinet.disabled" | "cabinet.enabled" | "cabinet.distrusted" | "alarm.raised" | "alarm.cleared" | "prices.published" | "prices.withdrawn")[];
      paused: boolean;
      /** @description events that wait to be taken, at most 1000 */
      pending: number;
    };
    NewWebhook: {
      /** @description where events are posted to, https; or `mailto:` and an address, for alarms */
      url: string;
      /** @description which events; none: all of them */
      events: ("order.requested" | "order.confirmed" | "order.opened" | "order.returned" | "order.lost" | "order.settled" | "order.cancelled" | "order.lapsed" | "order.payment-failed" | "order.review-opened" | "order.review-closed" | "order.refunded" | "order.objected" | "cabinet.online" | "cabinet.offline" | "cabinet.disabled" | "cabinet.enabled" | "cabinet.distrusted" | "alarm.raised" | "alarm.cleared" | "prices.published" | "prices.withdrawn")[];
      /** @description why; kept in the audit log or the order's timeline */
      reason: string;
    };
    WebhookChange: {
      /** @description where events are posted to, https; or `mailto:` and an address, for alarms */
      url: string;
      /** @description which events; none: all of them */
      events: ("order.requested" | "order.confirmed" | "order.opened" | "order.returned" | "order.lost" | "order.settled" | "order.cancelled" | "order.lapsed" | "order.payment-failed" | "order.review-opened" | "order.review-closed" | "order.refunded" | "order.objected" | "cabinet.online" | "cabinet.offline" | "cabinet.disabled" | "cabinet.enabled" | "cabinet.distrusted" | "alarm.raised" | "alarm.cleared" | "prices.published" | "prices.withdrawn")[];
      /** @description true: nothing is sent, and nothing is kept to be sent */
      paused: boolean;
      /** @description why; kept in the audit log or the order's timeline */
      reason: string;
    };
    WebhookSecret: {
      /** @description which webhook */
      id: string;
      /** @description for checking signatures (Standard Webhooks); shown this once */
      secret: string;
    };
    DeliveryView: {
      id: string;
      /** @description of the event */
      type: string;
      at: components["schemas"]["EpochMs"];
      /** @enum {unknown} */
      state: "pending" | "delivered" | "failed";
      dueAt?: components["schemas"]["EpochMs"];
      tries: {
          at: components["schemas"]["EpochMs"];
          /** @description HTTP status that was answered */
          status?: number;
          /** @description why nothing was answered */
          error?: string;
        }[];
      /** @description the CloudEvent as it is sent */
      body: string;
    };
    /** @description WGS-84, degrees */
    Location: {
      latitude: number;
      longitude: number;
    };
    /** @description how the slots are arranged: row by row, slot 1 at the top left */
    Layout: {
      columns: number;
      rows: number;
    };
    /** @description when the site is open, in the words of its door */
    OpeningHours: {
      /** @description Chinese */
      zh?: string;
      /** @description English */
      en?: string;
    };
    SiteSupport: {
      /** @description as it is dialled */
      telephone: string;
      /** @description when somebody answers */
      hours?: {
        /** @description Chinese */
        zh: string;
        /** @description English */
        en: string;
      };
    };
    Support: {
      /** @description as it is dialled */
      telephone: string;
      /** @description when somebody answers */
      hours?: {
        /** @description Chinese */
        zh: string;
        /** @description English */
        en: string;
      };
      /** @description a page to write to, https only */
      link?: string;
    };
    LentKind: {
      id: components["schemas"]["ItemKindId"];
      /** @description what riders read, in the singular */
      name: {
        /** @description Chinese */
        zh: string;
        /** @description English */
        en: string;
      };
      /**
       * @description the picture that stands for the kind on the pages
       * @enum {unknown}
       */
      icon: "power-bank" | "umbrella" | "clothes" | "toy" | "box";
    };
    CabinetPlace: {
      cabinetId: components["schemas"]["CabinetId"];
      name: string;
      address: string;
      itemKind: components["schemas"]["LentKind"];
      location?: components["schemas"]["Location"];
      /** @description the same in GCJ-02, which Chinese maps and wallets take */
      mapLocation?: {
        latitude: number;
        longitude: number;
      };
      /** @description metres, as the crow flies; only with coordinates */
      distance?: number;
      openingHours?: components["schemas"]["OpeningHours"];
      /** @description false: it can't be used now */
      online: boolean;
      /** @description how many items it can lend now, about */
      itemsReady: number;
      /** @description into how many slots an item can be returned now, about */
      slotsFree: number;
    };
    CabinetList: {
      cabinets: components["schemas"]["CabinetPlace"][];
    };
    OperatorView: {
      /** @description the name on every page */
      brand: {
        /** @description Chinese */
        zh: string;
        /** @description English */
        en: string;
      };
      /** @description the company that charges, as on its business licence */
      merchantName?: string;
      support?: components["schemas"]["Support"];
      /** @description how a rider gets a tax invoice; it stands on the receipt */
      invoiceHint?: {
        /** @description Chinese */
        zh: string;
        /** @description English */
        en: string;
      };
      texts: components["schemas"]["TextVersions"];
    };
    Place: {
      cabinetId: components["schemas"]["CabinetId"];
      name: string;
      address: string;
    };
    Phase: "confirm" | "opening" | "offer" | "checking" | "lent" | "collecting" | "owed" | "payment-due" | "settled" | "lapsed" | "not-opened" | "cancelled" | "review";
    Tariff: {
      version: string;
      /**
       * @description what is lent, as the wallet shows it: the real item, in at most 14 characters
       * @default 共享充电宝
       */
      goodsName: string;
      /** @description minutes from the opening that cost nothing */
      freeMinutes: number;
      /**
       * @description an item that is returned within this many minutes costs nothing
       * @default 0
       */
      graceMinutes: number;
      unit: "half-hour" | "hour" | "day" | "once";
      /** @description fen for each started unit */
      pricePerUnit: number;
      /** @description the most that 24 hours from the opening cost, fen */
      dailyCap: number;
      /** @description the most that a loan costs: deposit and buy-out, fen */
      totalCap: number;
      /** @description afterwards the loan is overdue */
      longestLoanHours: number;
      /**
       * @description how often a rider may renew for the longest loan's time
       * @default 0
       */
      renewals: number;
      /**
       * @description whether a rider without credit may have the deposit frozen instead
       * @default true
       */
      depositAllowed: boolean;
      /**
       * @description merchant: the credit provider collects nothing, an operator does
       * @default provider
       */
      collectedBy: "provider" | "merchant";
      /**
       * @description what becomes of the next best slot where one did not open: opened at once, offered, or left alone
       * @default none
       */
      otherSlot: "take" | "offer" | "none";
    };
    SlotView: {
      /** @description to go on with: in the place of a screen's code a ticket that lasts ten minutes, for this rider only */
      code: string;
      place: components["schemas"]["Place"];
      slot: components["schemas"]["SlotNumber"];
      itemKind: components["schemas"]["LentKind"];
      support?: components["schemas"]["Support"];
      texts: components["schemas"]["TextVersions"];
      availability: "ready" | "empty" | "taken" | "own" | "faulted" | "flat" | "offline" | "not-lending" | "not-for-rent" | "closed";
      /** @description charge of the item in percent */
      level?: number;
      tariff?: components["schemas"]["Tariff"];
      itemsReady: number;
      liveOrders: components["schemas"]["OrderNo"][];
      mayOrder: boolean;
      ownOrder?: {
        orderNo: components["schemas"]["OrderNo"];
        phase: components["schemas"]["Phase"];
        place: string;
        slot: components["schemas"]["SlotNumber"];
        /** @description whether it holds the scanned slot */
        here: boolean;
      };
      pausedUntil?: components["schemas"]["EpochMs"];
    };
    CodePrice: {
      place: components["schemas"]["Place"];
      itemKind: components["schemas"]["LentKind"];
      support?: components["schemas"]["Support"];
      tariff?: components["schemas"]["Tariff"];
    };
    PriceLine: {
      what: "put-back" | "free" | "units" | "once" | "daily-cap" | "total-cap" | "waived" | "lost";
      /** @description put-back: minutes of the grace; free: minutes; units: started units; caps: days that reached it; lost: items */
      count: number;
      /** @description fen this line adds; caps: fen taken off, negative */
      amount: number;
    };
    Claim: "not-opened" | "returned";
    ItemView: {
      loanNo: number;
      slot: components["schemas"]["SlotNumber"];
      state: "waiting" | "offered" | "opening" | "checking" | "lent" | "returned" | "lost" | "not-opened";
      offeredUntil?: components["schemas"]["EpochMs"];
      openedAt?: components["schemas"]["EpochMs"];
      returnedAt?: components["schemas"]["EpochMs"];
      returnedTo?: {
        place: string;
        slot: components["schemas"]["SlotNumber"];
      };
      reported?: components["schemas"]["Claim"];
      /**
       * @description billing of the item pauses
       * @constant
       */
      paused?: true;
      mayReport: components["schemas"]["Claim"][];
      buyOut?: number;
      amount?: number;
    };
    OrderSummary: {
      orderNo: components["schemas"]["OrderNo"];
      phase: components["schemas"]["Phase"];
      place: components["schemas"]["Place"];
      itemKind: components["schemas"]["LentKind"];
      createdAt: components["schemas"]["EpochMs"];
      openedAt?: components["schemas"]["EpochMs"];
      items: number;
      /** @description fen, as in the order itself */
      amount: number;
    };
    OrderView: {
      orderNo: components["schemas"]["OrderNo"];
      phase: components["schemas"]["Phase"];
      mayLeaveFrom?: components["schemas"]["EpochMs"];
      left?: components["schemas"]["EpochMs"];
      place: components["schemas"]["Place"];
      itemKind: components["schemas"]["LentKind"];
      support?: components["schemas"]["Support"];
      texts: components["schemas"]["TextVersions"];
      items: components["schemas"]["ItemView"][];
      tariff: components["schemas"]["Tariff"];
      deposit: {
        /** @description the items' worth, fen: the most that the order may cost */
        amount: number;
        /** @description the rider has it frozen in the wallet until the order ends */
        frozen: boolean;
      };
      createdAt: components["schemas"]["EpochMs"];
      confirmBefore: components["schemas"]["EpochMs"];
      openedAt?: components["schemas"]["EpochMs"];
      returnedAt?: components["schemas"]["EpochMs"];
      /** @description fen: so far while lent, final afterwards, 0 before */
      amount: number;
      lines: components["schemas"]["PriceLine"][];
      /** @description when `amount` next grows, epoch ms */
      amountChangesAt?: number;
      /** @description fen: what `amount` is from `amountChangesAt` on */
      nextAmount?: number;
      overdueAt?: components["schemas"]["EpochMs"];
      paused: boolean;
      pausedAt?: components["schemas"]["EpochMs"];
      renewal?: {
        until: components["schemas"]["EpochMs"];
        left: number;
      };
      lapseReason?: "not-confirmed" | "given-up" | "refused-by-provider" | "decided-by-a-person";
      refund?: number;
      statements: components["schemas"]["Statement"][];
      mayObjectTo: components["schemas"]["ObjectionKind"][];
      nextTryAt?: components["schemas"]["EpochMs"];
      paidAt?: components["schemas"]["EpochMs"];
      merchantName?: string;
      /** @description how a rider gets a tax invoice; it stands on the receipt */
      invoiceHint?: {
        /** @description Chinese */
        zh: string;
        /** @description English */
        en: string;
      };
      /** @description while `confirm`: where the rider confirms */
      walletUrl?: string;
      /** @description the hub's clock when this was made, epoch ms */
      now: number;
    };
    OrderList: {
      orders: components["schemas"]["OrderSummary"][];
      /** @description the hub's clock when this was made, epoch ms */
      now: number;
    };
    NewOrder: {
      code: string;
      /**
       * @description from the same cabinet
       * @default 1
       */
      items?: number;
      /** @description the versions that the rider was shown. The order keeps each that is the newest or was so within the last hour, else the newest. Left out: the newest */
      texts?: {
        terms?: number;
        privacy?: number;
        prices?: number;
      };
    };
    OrderStarted: {
      orderNo: components["schemas"]["OrderNo"];
      walletUrl: string;
    };
    CameBack: {
      /** @description the wallet's `error_code` */
      errorCode?: string;
    };
    OfferAnswer: {
      accepted: boolean;
    };
    Report: {
      loanNo: number;
      claim: components["schemas"]["Claim"];
      /** @description of the slot in which the item lies, where scanned */
      code?: string;
    };
    Statement: {
      what: "not-opened" | "returned" | "lost" | "price-wrong" | "item-broken" | "other";
      /** @description the item, where it is about one */
      loanNo?: number;
      /** @description in the rider's words */
      text?: string;
      at: components["schemas"]["EpochMs"];
      outcome: "open" | "confirmed" | "refuted";
      decidedAt?: components["schemas"]["EpochMs"];
      /** @description what the operator answers */
      answer?: string;
    };
    LostItem: {
      loanNo: number;
      /** @description fen, the item's `buyOut`: what the rider has agreed to */
      amount: number;
    };
    /**
     * @description what is objected to
     * @enum {unknown}
     */
    ObjectionKind: "price-wrong" | "item-broken" | "other";
    NewObjection: {
      kind: components["schemas"]["ObjectionKind"];
      /** @description in the rider's words */
      text?: string;
    };
    Problem: {
      type: string;
      title: string;
      status: number;
      detail: string;
      /** @description stable; see docs/reference/errors.md */
      code: string;
      /** @description seconds after which it may work, where that is known */
      retryAfter?: number;
      /** @description of an operator's act: what stands in its way, as a stable code (docs/reviews.md) */
      obstacle?: string;
    };
    WithReason: {
      /** @description why; kept in the audit log or the order's timeline */
      reason: string;
    };
    /** @description id of an item kind */
    ItemKindId: string;
    ItemKind: {
      id: components["schemas"]["ItemKindId"];
      /** @description what riders read, in the singular */
      name: {
        /** @description Chinese */
        zh: string;
        /** @description English */
        en: string;
      };
      /**
       * @description the picture that stands for the kind on the pages
       * @enum {unknown}
       */
      icon: "power-bank" | "umbrella" | "clothes" | "toy" | "box";
      /** @description whether an item carries an id; false: ids that a board reports are ignored */
      hasItemId: boolean;
      /** @description whether an item has a charge level; false: levels that a board reports are ignored */
      hasLevel: boolean;
    };
    ItemKindChange: {
      /** @description what riders read, in the singular */
      name: {
        /** @description Chinese */
        zh: string;
        /** @description English */
        en: string;
      };
      /**
       * @description the picture that stands for the kind on the pages
       * @enum {unknown}
       */
      icon: "power-bank" | "umbrella" | "clothes" | "toy" | "box";
      /** @description whether an item carries an id; false: ids that a board reports are ignored */
      hasItemId: boolean;
      /** @description whether an item has a charge level; false: levels that a board reports are ignored */
      hasLevel: boolean;
      /** @description why; kept in the audit log or the order's timeline */
      reason: string;
    };
    OperatorProfile: {
      /** @description the name on every page */
      brand: {
        /** @description Chinese */
        zh: string;
        /** @description English */
        en: string;
      };
      /** @description the company that charges, as on its business licence */
      merchantName?: string;
      support?: components["schemas"]["Support"];
      /** @description how a rider gets a tax invoice; it stands on the receipt */
      invoiceHint?: {
        /** @description Chinese */
        zh: string;
        /** @description English */
        en: string;
      };
    };
    ProfileChange: {
      /** @description the name on every page */
      brand: {
        /** @description Chinese */
        zh: string;
        /** @description English */
        en: string;
      };
      /** @description the company that charges, as on its business licence */
      merchantName?: string;
      support?: components["schemas"]["Support"];
      /** @description how a rider gets a tax invoice; it stands on the receipt */
      invoiceHint?: {
        /** @description Chinese */
        zh: string;
        /** @description English */
        en: string;
      };
      /** @description why; kept in the audit log or the order's timeline */
      reason: string;
    };
    /**
     * @description which text
     * @enum {unknown}
     */
    TextKind: "terms" | "privacy" | "prices";
    TextVersions: {
      terms?: number;
      privacy?: number;
      prices?: number;
    };
    NewText: {
      text: {
        /** @description Markdown, no HTML */
        zh: string;
        /** @description Markdown, no HTML */
        en?: string;
      };
      /** @description why; kept in the audit log or the order's timeline */
      reason: string;
    };
    TextVersion: {
      kind: components["schemas"]["TextKind"];
      version: number;
      publishedAt: components["schemas"]["EpochMs"];
    };
    PublishedText: {
      kind: components["schemas"]["TextKind"];
      version: number;
      publishedAt: components["schemas"]["EpochMs"];
      text: {
        /** @description Markdown, no HTML */
        zh: string;
        /** @description Markdown, no HTML */
        en?: string;
      };
    };
    NewCabinet: {
      /** @description the cabinet's name, as riders see it */
      name: string;
      /** @description where it stands */
      address: string;
      slots: number;
      /**
       * @description what it lends
       * @default power-bank
       */
      itemKind?: string;
      location?: components["schemas"]["Location"];
      layout?: components["schemas"]["Layout"];
      openingHours?: components["schemas"]["OpeningHours"];
      support?: components["schemas"]["SiteSupport"];
      /** @description why; kept in the audit log or the order's timeline */
      reason: string;
    };
    /** @description with its last snapshot, bridge and refused logins, and why it is disabled or distrusted */
    CabinetView: {
      cabinetId: components["schemas"]["CabinetId"];
      name: string;
      address: string;
      slots: number;
      itemKind?: components["schemas"]["ItemKindId"];
      location?: components["schemas"]["Location"];
      layout: components["schemas"]["Layout"];
      /** @description site id */
      siteId?: string;
      openingHours?: components["schemas"]["OpeningHours"];
      support?: components["schemas"]["SiteSupport"];
      lastSeen?: components["schemas"]["EpochMs"];
      presence: {
        online: boolean;
        [key: string]: unknown;
      };
      drift: {
          /** @description a stable code (docs/reviews.md); its facts stand beside it */
          code: string;
          slot?: components["schemas"]["SlotNumber"];
          /** @description the same as a sentence, in the language of Accept-Language */
          what: string;
          /** @description what to do about it */
          advice: string;
          [key: string]: unknown;
        }[];
      [key: string]: unknown;
    };
    CabinetActView: {
      /** @description `open-slot`, `lock-slot`, `unlock-slot`, `look`, `restart`, `disable`, … */
      act: string;
      slot?: components["schemas"]["SlotNumber"];
      possible: boolean;
      obstacle?: {
        /** @description the code of the error with which the act would be refused */
        code: string;
        /** @description the same as a sentence, in the language of Accept-Language */
        text: string;
      };
    };
    ServiceCommandView: {
      id: string;
      /** @description `open-for-service` or `restart` */
      action: string;
      slot?: components["schemas"]["SlotNumber"];
      actor: string;
      reason: string;
      issuedAt: components["schemas"]["EpochMs"];
      expiresAt: components["schemas"]["EpochMs"];
      /** @description `under-way`, `unanswered`, `opened`, `restarting`, `refused` or `unknown`: what the bridge answered */
      state: string;
      answeredAt?: components["schemas"]["EpochMs"];
      /** @description what came out, where the board reads ids */
      itemId?: string;
      /** @description the bridge's reason for `refused` or `unknown` */
      why?: string;
    };
    CabinetPage: {
      cabinetId: components["schemas"]["CabinetId"];
      name: string;
      address: string;
      slots: number;
      itemKind?: components["schemas"]["ItemKindId"];
      location?: components["schemas"]["Location"];
      layout: components["schemas"]["Layout"];
      /** @description site id */
      siteId?: string;
      openingHours?: components["schemas"]["OpeningHours"];
      support?: components["schemas"]["SiteSupport"];
      lastSeen?: components["schemas"]["EpochMs"];
      presence: {
        online: boolean;
        since?: components["schemas"]["EpochMs"];
        [key: string]: unknown;
      };
      drift: {
          /** @description a stable code (docs/reviews.md); its facts stand beside it */
          code: string;
          slot?: components["schemas"]["SlotNumber"];
          /** @description the same as a sentence, in the language of Accept-Language */
          what: string;
          /** @description what to do about it */
          advice: string;
          [key: string]: unknown;
        }[];
      /** @description how it last showed its slots */
      snapshot?: {
        at: components["schemas"]["EpochMs"];
        slots: ({
            slot: components["schemas"]["SlotNumber"];
            /** @description unreadable: the board can't tell, which is neither empty nor occupied */
            state: "empty" | "occupied" | "unreadable";
            /** @description item id as the board reads it */
            itemId?: string;
            /** @description charge in percent */
            level?: number;
            /** @description what is wrong with the slot, in the driver's words */
            fault?: string;
          })[];
      };
      bridge?: {
        driver: string;
        slots: number;
        /** @description absent: a bridge from before contract 2.2 */
        software?: string;
        /** @description the commands that it knows */
        actions?: string[];
      };
      disabled?: {
        since: components["schemas"]["EpochMs"];
        actor: string;
        reason: string;
      };
      distrusted?: {
        since: components["schemas"]["EpochMs"];
        [key: string]: unknown;
      };
      refusedLogins?: {
        count: number;
        lastAt: components["schemas"]["EpochMs"];
        lastReason: string;
      };
      lockedSlots?: {
          slot: components["schemas"]["SlotNumber"];
          since: components["schemas"]["EpochMs"];
          actor: string;
          reason: string;
        }[];
      /** @description slots that orders hold */
      held: {
          slot: components["schemas"]["SlotNumber"];
          orderNo: components["schemas"]["OrderNo"];
        }[];
      acts: components["schemas"]["CabinetActView"][];
      /** @description the last ones that operators sent, the newest first */
      commands: components["schemas"]["ServiceCommandView"][];
      /** @description the last ones as they came, the newest first; empty after a restart of the hub */
      events: ({
          seq: number;
          receivedAt: components["schemas"]["EpochMs"];
          at: {
            [key: string]: unknown;
          };
          body: ({
            /** @constant */
            kind: "result";
            /** @description command id */
            commandId: string;
            slot: components["schemas"]["SlotNumber"];
            result: {
              /** @constant */
              outcome: "opened";
              /** @description item id as the board reads it */
              itemId?: string;
            } | ({
              /** @constant */
              outcome: "refused";
              /** @description the slot did not open, for certain */
              reason: "expired" | "clock-unknown" | "no-such-slot" | "slot-empty" | "item-unreadable" | "lock-fault" | "board-silent" | "board-refused";
            }) | ({
              /** @constant */
              outcome: "unknown";
              reason: "board-silent" | "unclear" | "restarted";
            });
          }) | ({
            /** @constant */
            kind: "restart";
            /** @description command id */
            commandId: string;
            result: {
              /** @constant */
              outcome: "restarting";
            } | ({
              /** @constant */
              outcome: "refused";
              reason: "expired" | "clock-unknown";
            });
          }) | ({
            /** @constant */
            kind: "returned";
            slot: components["schemas"]["SlotNumber"];
            /** @description item id as the board reads it */
            itemId?: string;
            level?: number;
            source: "report" | "snapshot";
          }) | ({
            /** @constant */
            kind: "removed";
            slot: components["schemas"]["SlotNumber"];
            /** @description item id as the board reads it */
            itemId?: string;
            source: "report" | "snapshot";
          }) | {
            /** @constant */
            kind: "abnormal";
            slot?: components["schemas"]["SlotNumber"];
            /** @description what the board reported, in the driver's words */
            what: string;
          };
        })[];
      /** @description when it came and went, the newest first */
      comings: {
          online: boolean;
          at: components["schemas"]["EpochMs"];
        }[];
      /** @description the bridge's last report about itself */
      health?: {
        heardAt: components["schemas"]["EpochMs"];
        /** @description ms since the bridge started */
        uptime: number;
        boardHeardAt: components["schemas"]["EpochMs"] | null;
        /** @description events that the hub has not acknowledged yet */
        journalDepth: number;
        /** @description messages with a wrong seal since it started */
        sealsBroken: number;
        /** @description bytes */
        memory: number;
        [key: string]: unknown;
      };
      /** @description of each item whose charge is known, in percent */
      charge: {
          slot: components["schemas"]["SlotNumber"];
          level: number;
        }[];
      [key: string]: unknown;
    };
    FleetRowView: {
      cabinetId: components["schemas"]["CabinetId"];
      name: string;
      address: string;
      slots: number;
      itemKind?: components["schemas"]["ItemKindId"];
      location?: components["schemas"]["Location"];
      /** @description site id */
      siteId?: string;
      /** @enum {unknown} */
      condition: "online" | "offline" | "never-seen" | "out-of-service" | "distrusted";
      /** @description since when it is so, epoch ms */
      since?: number;
      lastSeen?: components["schemas"]["EpochMs"];
      /** @description name and version of the bridge's software */
      software?: string;
      /** @description items that could be lent, by the last snapshot */
      itemsReady: number;
      slotsFree: number;
      slotsFaulty: number;
      slotsLocked: number;
      /** @description differences from what the hub knows */
      drifts: number;
      /** @description why the cabinet needs a visit, the most urgent reason first; empty: it needs none */
      visit: {
          /** @description a stable code; its facts stand beside it */
          code: string;
          /** @description the same as a sentence, in the language of Accept-Language */
          what: string;
          /** @description what to do there */
          advice: string;
          [key: string]: unknown;
        }[];
    };
    NewRelease: {
      /** @description manifest.json, byte for byte */
      manifest: string;
      /** @description Ed25519 over the exact bytes of the manifest, base64url */
      signature: string;
      /** @description why; kept in the audit log or the order's timeline */
      reason: string;
    };
    ReleaseView: {
      /** @description version of the bridge's software */
      version: string;
      /** @description SHA-256 of the archive, in hexadecimal */
      digest: string;
      /** @description bytes of the archive */
      size: number;
      /** @description the oldest version that it may replace */
      follows: string;
      /** @description the newest version that it may replace though it is older */
      downgradeFrom?: string;
      /** @description the public key that signed it; absent where the hub does not accept that key any more */
      signedBy?: string;
      addedAt: components["schemas"]["EpochMs"];
      /** @description whether the archive is stored */
      complete: boolean;
    };
    NewRollout: {
      /** @description version of the bridge's software */
      version: string;
      /** @description share of the cabinets; a larger one only adds cabinets */
      percent: number;
      /** @description only cabinets of these sites */
      sites?: string[];
      /** @description why; kept in the audit log or the order's timeline */
      reason: string;
    };
    RolloutView: {
      /** @description id of a rollout of a release */
      rolloutId: string;
      /** @description version of the bridge's software */
      version: string;
      /**
       * @description halted: by itself, see `haltedBy`; the hub offers it to no more cabinets
       * @enum {unknown}
       */
      state: "running" | "paused" | "halted" | "ended";
      /**
       * @description why it halted: too many cabinets rolled back, or the stored archive is not the one that was signed
       * @enum {unknown}
       */
      haltedBy?: "rollbacks" | "archive-damaged";
      /** @description share of the cabinets; a larger one only adds cabinets */
      percent: number;
      /** @description only cabinets of these sites */
      sites?: string[];
      createdAt: components["schemas"]["EpochMs"];
    };
    RolloutWithCabinets: {
      /** @description id of a rollout of a release */
      rolloutId: string;
      /** @description version of the bridge's software */
      version: string;
      /**
       * @description halted: by itself, see `haltedBy`; the hub offers it to no more cabinets
       * @enum {unknown}
       */
      state: "running" | "paused" | "halted" | "ended";
      /**
       * @description why it halted: too many cabinets rolled back, or the stored archive is not the one that was signed
       * @enum {unknown}
       */
      haltedBy?: "rollbacks" | "archive-damaged";
      /** @description share of the cabinets; a larger one only adds cabinets */
      percent: number;
      /** @description only cabinets of these sites */
      sites?: string[];
      createdAt: components["schemas"]["EpochMs"];
      /** @description cabinets of the stage that were not offered it yet */
      waiting: components["schemas"]["CabinetId"][];
      /** @description those of `waiting` that are connected, and whose bridges can't be updated over the air */
      notUpdatable: components["schemas"]["CabinetId"][];
      cabinets: ({
          cabinetId: components["schemas"]["CabinetId"];
          /** @enum {unknown} */
          state: "announced" | "downloading" | "ready" | "installed" | "healthy" | "rolled-back" | "failed";
          /** @description a stable code, why it rolled back or failed */
          reason?: string;
          /** @description bytes of the archive that the cabinet has */
          received?: number;
          changedAt: components["schemas"]["EpochMs"];
        })[];
      /** @description what operators did with it, the newest first; the audit log has them all */
      acts: ({
          at: components["schemas"]["EpochMs"];
          /** @description `operator/<name>` */
          actor: string;
          reason: string;
          /** @enum {unknown} */
          what: "rollout-started" | "rollout-widened" | "rollout-paused" | "rollout-resumed" | "rollout-ended";
          /** @description share of the cabinets; a larger one only adds cabinets */
          percent?: number;
          /** @description only cabinets of these sites */
          sites?: string[];
        })[];
    };
    RolloutAct: ({
      /** @enum {unknown} */
      act: "pause" | "resume" | "end";
      /** @description why; kept in the audit log or the order's timeline */
      reason: string;
    }) | {
      /** @constant */
      act: "widen";
      /** @description share of the cabinets; a larger one only adds cabinets */
      percent: number;
      /** @description only cabinets of these sites */
      sites?: string[];
      /** @description why; kept in the audit log or the order's timeline */
      reason: string;
    };
    StageQuestion: {
      /** @description version of the bridge's software */
      version: string;
      /** @description share of the cabinets; a larger one only adds cabinets */
      percent: number;
      /** @description only cabinets of these sites */
      sites?: string[];
    };
    StagePreview: {
      /** @description cabinets in the stage */
      cabinets: number;
      /** @description cabinets in service */
      of: number;
      /** @description the cabinets of the stage, each counted once */
      prospects: {
        /** @description the open rollout of the release has reached them already */
        "in-rollout": number;
        /** @description connected, and can take the release */
        offered: number;
        /** @description not connected: offered when they are back */
        away: number;
        /** @description connected, but their bridges can't be updated over the air */
        "not-updatable": number;
        /** @description run the version already */
        "has-version": number;
        /** @description the release's signed manifest does not let it replace the version that runs */
        refuses: number;
      };
    };
    CabinetPoint: {
      cabinetId: components["schemas"]["CabinetId"];
      latitude: number;
      longitude: number;
    };
    FleetMap: {
      /** @description address with {x}, {y} and {z}; absent: no map is set */
      tiles?: string;
      /** @description to be shown with the map */
      attribution?: string;
      cabinets: components["schemas"]["CabinetPoint"][];
    };
    SlotLock: {
      /** @description false: it was so already */
      changed: boolean;
    };
    NewSite: {
      /** @description the site's name */
      name: string;
      /** @description where it is */
      address: string;
      location?: components["schemas"]["Location"];
      openingHours?: components["schemas"]["OpeningHours"];
      support?: components["schemas"]["SiteSupport"];
      /** @description whose place it is */
      owner?: string;
      /** @description why; kept in the audit log or the order's timeline */
      reason: string;
    };
    SiteView: {
      /** @description site id */
      siteId: string;
      /** @description the site's name */
      name: string;
      /** @description where it is */
      address: string;
      location?: components["schemas"]["Location"];
      openingHours?: components["schemas"]["OpeningHours"];
      support?: components["schemas"]["SiteSupport"];
      /** @description whose place it is */
      owner?: string;
      cabinetIds: components["schemas"]["CabinetId"][];
    };
    CabinetMove: {
      /** @description null: to no site; left out: it stays */
      siteId?: string | null;
      /** @description left out: that of the site */
      address?: string;
      location?: components["schemas"]["Location"];
      /** @description why; kept in the audit log or the order's timeline */
      reason: string;
    };
    Secret: {
      /** @description for BRIDGE_SECRET; shown this once, it can't be read again */
      secret: string;
    };
    Registered: Record<string, never>;
    ServiceChange: {
      /** @description false: it was so already */
      changed: boolean;
      /** @description orders of the cabinet that have not ended; they go on */
      openOrders: string[];
    };
    SlotCodeView: {
      id: string;
      slot: components["schemas"]["SlotNumber"];
      url: string;
    };
    StartedPairing: {
      /** @description an operator enters it: `POST /api/operator/screens` */
      pairingCode: string;
      /** @description ms for which it can be entered */
      validFor: number;
    };
    ScreenView: {
      /** @description the operator's name */
      brand: {
        /** @description Chinese */
        zh: string;
        /** @description English */
        en: string;
      };
      cabinetName: string;
      layout: components["schemas"]["Layout"];
      itemKind: components["schemas"]["LentKind"];
      support?: components["schemas"]["Support"];
      service: "open" | "offline" | "closed" | "not-for-rent";
      tariff?: components["schemas"]["Tariff"];
      slots: ({
          slot: components["schemas"]["SlotNumber"];
          state: "ready" | "empty" | "taken" | "faulted" | "flat" | "offline";
          /** @description charge of the item in percent */
          level?: number;
        })[];
      /** @description what has just happened, the newest last */
      happenings: ({
          /** @description another number is another happening */
          no: number;
          kind: "opening" | "take" | "not-opened" | "returned" | "received" | "push" | "out-of-order";
          slot: components["schemas"]["SlotNumber"];
          /** @description fen that the order cost, once that is known */
          amount?: number;
          /** @description ms */
          showFor: number;
        })[];
      /** @description what the QR codes on the screen lead to */
      codes: {
        /** @description ms for which they may be shown; newer ones come before */
        validFor: number;
        /** @description address of the code for the best item */
        best?: string;
        /** @description of each slot whose item can be borrowed */
        slots: {
            slot: components["schemas"]["SlotNumber"];
            url: string;
          }[];
      };
      /** @description what an idle screen shows in turn */
      slides: {
          id: string;
          zh: string;
          en: string;
          /** @description address of the picture, which never changes */
          image?: string;
        }[];
      /** @description version of the page `/screen`: an idle screen that has another version loads the page again */
      page: string;
    };
    NewScreen: {
      /** @description as the screen shows it */
      pairingCode: string;
      cabinetId: components["schemas"]["CabinetId"];
      /** @description why; kept in the audit log or the order's timeline */
      reason: string;
    };
    OperatorScreen: {
      screenId: string;
      cabinetId: components["schemas"]["CabinetId"];
      pairedAt: components["schemas"]["EpochMs"];
      pairedBy: string;
      /** @description when it was last there, to within hours; epoch ms */
      seenAt: number;
      /** @description whether it follows its cabinet at this hub now */
      following: boolean;
    };
    PrintedCodesChange: {
      /** @description `refused`: only what a screen of the cabinet shows can be scanned */
      printedCodes: "accepted" | "refused";
      /** @description why; kept in the audit log or the order's timeline */
      reason: string;
    };
    SlideChange: {
      slides: {
          /** @description what it says, Chinese */
          zh: string;
          /** @description what it says, English */
          en: string;
          /** @description PNG, JPEG or WebP of at most 307200 bytes, as base64 */
          image?: string;
        }[];
      /** @description why; kept in the audit log or the order's timeline */
      reason: string;
    };
    SlideList: {
      slides: {
          id: string;
          zh: string;
          en: string;
          /** @description address of the picture, which never changes */
          image?: string;
        }[];
    };
    OperatorAct: {
      /** @constant */
      act: "pause-billing";
    } | {
      /** @constant */
      act: "resume-billing";
    } | {
      /** @constant */
      act: "mark-returned";
      /** @description which loan of the order */
      loanNo: number;
      at: components["schemas"]["EpochMs"];
    } | {
      /** @constant */
      act: "mark-not-returned";
      /** @description which loan of the order */
      loanNo: number;
    } | {
      /** @constant */
      act: "mark-not-opened";
      /** @description which loan of the order */
      loanNo: number;
    } | {
      /** @constant */
      act: "mark-lost";
      /** @description which loan of the order */
      loanNo: number;
    } | {
      /** @constant */
      act: "lower-amount";
      /** @description fen: the most that the order may cost */
      amount: number;
    } | {
      /** @constant */
      act: "waive";
    } | {
      /** @constant */
      act: "extend";
      until: components["schemas"]["EpochMs"];
    } | {
      /** @constant */
      act: "shorten";
      until: components["schemas"]["EpochMs"];
    } | {
      /** @constant */
      act: "cancel";
    } | {
      /** @constant */
      act: "end-by-hand";
    } | {
      /** @constant */
      act: "retry-settlement";
    } | {
      /** @constant */
      act: "mark-collected";
      /** @description fen: what was collected outside; the rest is written off */
      amount: number;
    } | {
      /** @constant */
      act: "record-refund";
      /** @description fen: what was given back outside */
      amount: number;
    } | ({
      /** @constant */
      act: "close-objection";
      /** @description which objection of the order */
      objectionNo: number;
      /** @enum {unknown} */
      outcome: "upheld" | "rejected";
      /** @description what the rider reads */
      answer?: string;
    }) | {
      /** @constant */
      act: "close-review";
    };
    OperatorDecision: {
      act: components["schemas"]["OperatorAct"];
      /** @description why; kept in the audit log or the order's timeline */
      reason: string;
      /** @description of the order as the operator saw it: where the order has changed since, nothing is done */
      revision?: number;
    };
    ActView: {
      /** @description as `act` of `POST …/acts` names it */
      act: string;
      /** @description what it is called, in the language of Accept-Language */
      name: string;
      /** @description what it does */
      does: string;
      loanNo?: number;
      objectionNo?: number;
      /** @description what an operator needs to be allowed it */
      permission: string;
      possible: boolean;
      /** @description what its amount (fen) may be, both included */
      amount?: {
        from: number;
        to: number;
      };
      /** @description what its time (epoch ms) may be, both included */
      time?: {
        from: number;
        to: number;
      };
      /** @description why it is not possible, as a stable code (docs/reviews.md) */
      obstacle?: string;
      /** @description the same as a sentence */
      why?: string;
    };
    ActQuestion: {
      act: components["schemas"]["OperatorAct"];
    };
    ActPreviewView: {
      /** @description counts the changes of the order */
      revision: number;
      before: {
        state: string;
        /** @description the code of why it is in review */
        review?: string;
        /** @description whether time costs nothing now, of any item that is out */
        paused: boolean;
        dueAt: components["schemas"]["EpochMs"];
        loans: {
            loanNo: number;
            state: string;
            returnedAt?: components["schemas"]["EpochMs"];
          }[];
        /** @description fen: the charge, or what it would be now */
        amount: number;
        lines: components["schemas"]["PriceLine"][];
        /** @description when the amount next grows, epoch ms; absent: it does not */
        growsAt?: number;
        charge?: {
          kind: string;
          state: string;
        };
        /** @description fen: given back */
        refunded?: number;
      };
      after: {
        state: string;
        /** @description the code of why it is in review */
        review?: string;
        /** @description whether time costs nothing now, of any item that is out */
        paused: boolean;
        dueAt: components["schemas"]["EpochMs"];
        loans: {
            loanNo: number;
            state: string;
            returnedAt?: components["schemas"]["EpochMs"];
          }[];
        /** @description fen: the charge, or what it would be now */
        amount: number;
        lines: components["schemas"]["PriceLine"][];
        /** @description when the amount next grows, epoch ms; absent: it does not */
        growsAt?: number;
        charge?: {
          kind: string;
          state: string;
        };
        /** @description fen: given back */
        refunded?: number;
      };
      /** @description what it moves in the books */
      money: {
        /** @description fen: more charged */
        charged: number;
        /** @description fen: more given up */
        givenUp: number;
        /** @description fen: more collected */
        collected: number;
        /** @description fen: more given back */
        refunded: number;
      };
      /** @description what the hub would do then; nothing while the order is under review */
      effects: {
          type: string;
          says: string;
          dueAt: components["schemas"]["EpochMs"];
        }[];
    };
    OrderRecordView: {
      order: {
        orderNo: components["schemas"]["OrderNo"];
        riderId: string;
        /** @enum {unknown} */
        state: "requested" | "confirmed" | "lapsed" | "cancelling" | "active" | "settling" | "settled" | "cancelled";
        place: {
          cabinetId: components["schemas"]["CabinetId"];
          name: string;
          [key: string]: unknown;
        };
        itemKind?: components["schemas"]["ItemKindId"];
        tariff: {
          version: string;
          /** @enum {unknown} */
          unit: "half-hour" | "hour" | "day" | "once";
          [key: string]: unknown;
        };
        createdAt: components["schemas"]["EpochMs"];
        expiresAt: components["schemas"]["EpochMs"];
        /** @description fen: what the items are worth, and the most that the order may cost */
        deposit: number;
        loans: ({
            loanNo: number;
            slot: components["schemas"]["SlotNumber"];
            /** @enum {unknown} */
            state: "waiting" | "opening" | "not-opened" | "lent" | "unknown" | "returned" | "lost";
            itemId?: string;
            /** @description what lay in the slot when the order was made */
            expectedItemId?: string;
            openedAt?: components["schemas"]["EpochMs"];
            declaredLostAt?: components["schemas"]["EpochMs"];
            returned?: {
              at: components["schemas"]["EpochMs"];
              place: {
                cabinetId: components["schemas"]["CabinetId"];
                name: string;
                [key: string]: unknown;
              };
              slot: components["schemas"]["SlotNumber"];
              /** @description no clock can tell when it went in */
              undated?: boolean;
              /** @description no snapshot has shown it there yet */
              unproven?: boolean;
              /** @description no id says whose item it was; no other loan fitted */
              byExclusion?: boolean;
              [key: string]: unknown;
            };
            report?: {
              claim: components["schemas"]["Claim"];
              at: components["schemas"]["EpochMs"];
              /** @description absent: not decided yet */
              outcome?: string;
              [key: string]: unknown;
            };
            [key: string]: unknown;
          })[];
        credit?: {
          /** @description the provider's number */
          orderNo: string;
          [key: string]: unknown;
        };
        /** @description fen: the most that an operator lets the order cost */
        amountLimit?: number;
        charge?: {
          /** @enum {unknown} */
          kind: "rent" | "damage";
          /** @description fen: what the order came to */
          amount: number;
          /** @enum {unknown} */
          state: "due" | "completed" | "failed" | "owed" | "paid";
          /** @description how often the provider could not collect it */
          failures: number;
          /** @description fen: collected outside of the provider; the rest is written off */
          collectedByHand?: number;
          paidAt?: components["schemas"]["EpochMs"];
          [key: string]: unknown;
        };
        refund?: {
          /** @description fen: given back */
          amount: number;
          at: components["schemas"]["EpochMs"];
        };
        objections?: ({
            objectionNo: number;
            kind: components["schemas"]["ObjectionKind"];
            /** @description in the rider's words */
            text?: string;
            at: components["schemas"]["EpochMs"];
            decision?: {
              at: components["schemas"]["EpochMs"];
              /** @enum {unknown} */
              outcome: "upheld" | "rejected";
              answer?: string;
            };
            [key: string]: unknown;
          })[];
        endedAt?: components["schemas"]["EpochMs"];
        [key: string]: unknown;
      };
      review?: {
        since: components["schemas"]["EpochMs"];
        /** @description why, as a stable code (docs/reviews.md) */
        code: string;
        /** @description the code with its facts */
        facts: {
          code: string;
          [key: string]: unknown;
        };
        /** @description the same as a sentence, in the language of Accept-Language */
        why: string;
        /** @description what to do about it */
        advice: string;
      };
      /** @description the operator who sees to it */
      assignee?: string;
      /** @description pending work, in words too */
      effects: {
          type: string;
          dueAt: components["schemas"]["EpochMs"];
          says: string;
          [key: string]: unknown;
        }[];
      /** @description the timeline, oldest first */
      audit: ({
          at: components["schemas"]["EpochMs"];
          actor: string;
          cause: {
            type: string;
            /** @description an operator's */
            reason?: string;
            [key: string]: unknown;
          };
          /** @description the cause as a sentence, in the language of Accept-Language */
          says: string;
          evidence?: {
            journalId: string;
            seq: number;
            /** @description when it happened as the cabinet says; how sure its clock is, ms; null: never set */
            at: {
              latest: components["schemas"]["EpochMs"];
              uncertainty: number | null;
              [key: string]: unknown;
            };
            slot: components["schemas"]["SlotNumber"];
            /** @description the slot in the last snapshot before */
            before?: {
              /** @enum {unknown} */
              state: "empty" | "occupied" | "unreadable";
              itemId?: string;
              seenAt: components["schemas"]["EpochMs"];
              [key: string]: unknown;
            };
            [key: string]: unknown;
          };
          /** @enum {unknown} */
          state: "requested" | "confirmed" | "lapsed" | "cancelling" | "active" | "settling" | "settled" | "cancelled";
          [key: string]: unknown;
        })[];
      ledger: {
          at: components["schemas"]["EpochMs"];
          what: string;
          lines: {
              account: string;
              /** @description fen */
              amount: number;
            }[];
          [key: string]: unknown;
        }[];
      bill: {
        /** @description fen */
        amount: number;
        lines: components["schemas"]["PriceLine"][];
        /** @description when the amount next grows, epoch ms; absent: it does not */
        growsAt?: number;
        items: {
            loanNo: number;
            from: components["schemas"]["EpochMs"];
            until: components["schemas"]["EpochMs"];
            /** @description fen */
            amount: number;
            lines: components["schemas"]["PriceLine"][];
            /** @description when the amount next grows, epoch ms; absent: it does not */
            growsAt?: number;
          }[];
      };
      rider: components["schemas"]["ConductCounts"];
      /** @description counts the changes of the order */
      revision: number;
      acts: components["schemas"]["ActView"][];
      slots: ({
          cabinetId: components["schemas"]["CabinetId"];
          slot: components["schemas"]["SlotNumber"];
          /** @enum {unknown} */
          state?: "empty" | "occupied" | "unreadable";
          itemId?: string;
          /** @description charge in percent */
          level?: number;
          seenAt?: components["schemas"]["EpochMs"];
          [key: string]: unknown;
        })[];
      /** @description events that were matched with this order */
      unmatchedEvents: {
          cabinetId: components["schemas"]["CabinetId"];
          [key: string]: unknown;
        }[];
      [key: string]: unknown;
    };
    FoundOrder: {
      orderNo: components["schemas"]["OrderNo"];
      creditOrderNo?: string;
      /** @enum {unknown} */
      state: "requested" | "confirmed" | "lapsed" | "cancelling" | "active" | "settling" | "settled" | "cancelled";
      createdAt: components["schemas"]["EpochMs"];
      cabinetId: components["schemas"]["CabinetId"];
      /** @description the cabinet's name when the order was made */
      place: string;
      itemKind: components["schemas"]["ItemKindId"];
      riderId: string;
      /** @description ids of the items, where the cabinet reads them */
      items: string[];
      /** @description charged, or due to be charged, fen; absent: there is no charge yet */
      amount?: number;
      /** @description the code of why it is in review */
      review?: string;
      /** @description the operator who sees to it */
      assignee?: string;
    };
    AssigneeView: {
      /** @description lower-case letters, digits and hyphens, a letter first */
      name: string;
      role: components["schemas"]["Role"];
    };
    Assignment: {
      /** @description null: no operator */
      assignee: string | null;
      /** @description why; kept in the audit log or the order's timeline */
      reason: string;
    };
    ReturnCandidateView: {
      about: components["schemas"]["FoundOrder"];
      loanNo: number;
      loanState: string;
      openedAt?: components["schemas"]["EpochMs"];
      /**
       * @description what the ids say; unread: one of them has none; other: they differ
       * @enum {unknown}
       */
      item: "same" | "unread" | "other";
    };
    FoundOrderPage: {
      orders: components["schemas"]["FoundOrder"][];
      /** @description how many orders fit; only with the first page */
      count?: {
        atLeast: number;
        /** @description false: `atLeast` is the number; true: there are more than 10000 */
        more: boolean;
      };
    };
    OrderTotals: {
      /** @description Beijing day on which the orders were made */
      day?: string;
      /** @description where they were made; today a site is a cabinet */
      site?: string;
      kind?: components["schemas"]["ItemKindId"];
      /** @description how many were made */
      orders: number;
      /** @description what was charged for them, before waivers and write-offs, fen */
      charged: number;
      /** @description what the provider keeps of what it collected, fen */
      fees: number;
      /** @description given back, fen */
      refunded: number;
      /** @description charged and not there yet, fen */
      owed: number;
      /** @description given up of what was charged, fen */
      writtenOff: number;
    };
    OverviewView: {
      orders: {
        /** @description orders with an item that is out; 10000: so many or more */
        out: number;
        /** @description orders that an operator must decide; 10000: so many or more */
        review: number;
        /** @description orders with a slot that may have opened or not; 10000: so many or more */
        inDoubt: number;
        /** @description orders whose charge the provider could not collect; 10000: so many or more */
        notCollected: number;
        /** @description orders whose charge an operator collects; 10000: so many or more */
        owed: number;
        /** @description orders with a rider's report that nothing bears out yet; 10000: so many or more */
        reported: number;
        /** @description orders to which their rider objects; 10000: so many or more */
        objections: number;
      };
      cabinets: {
        all: number;
        /** @description in service, and not connected */
        offline: number;
        outOfService: number;
        /** @description what they report is not believed */
        distrusted: number;
        /** @description that differ from what the hub knows */
        drifting: number;
        /** @description of the cabinets in service */
        slots: number;
      };
    };
    Statistics: {
      /** @description when the hour or day begins, epoch ms */
      from: number;
      /** @description orders that were made */
      orders: number;
      /** @description what was charged for them up to now, fen */
      charged: number;
      /** @description how long their items were out together, ms; an item counts once it is back */
      lentTime: number;
      /** @description slots that opened for them */
      opened: number;
      /** @description slots that were told to open for them and did not */
      notOpened: number;
      /** @description from the command until a slot was open, on average, ms; absent: none opened */
      openingTime?: number;
      /** @description orders with an item that was out at the hub's hourly count, over a day on average; absent: no hub ran and counted; 10000: so many or more */
      out?: number;
    };
    IncomeLine: {
      /** @description Beijing day on which the orders were made */
      day?: string;
      /** @description absent: the cabinet stood on no site */
      siteId?: string;
      siteName?: string;
      cabinetId?: components["schemas"]["CabinetId"];
      /** @description absent: it is registered no more */
      cabinetName?: string;
      kind?: components["schemas"]["ItemKindId"];
      /** @description how many were made */
      orders: number;
      /** @description charged, before anything was given up, fen */
      gross: number;
      /** @description what the provider kept of what it collected, fen */
      fees: number;
      /** @description given back to riders, fen */
      refunds: number;
      /** @description charged, and neither there nor given up, fen */
      owed: number;
      /** @description given up of what was charged, fen */
      writtenOff: number;
      /** @description what stays: gross - writtenOff - owed - fees - refunds, fen */
      net: number;
      /** @description the part of net that operators collected outside of the provider, fen */
      byHand: number;
    };
    IncomeView: {
      /** @description how many were made */
      orders: number;
      /** @description charged, before anything was given up, fen */
      gross: number;
      /** @description what the provider kept of what it collected, fen */
      fees: number;
      /** @description given back to riders, fen */
      refunds: number;
      /** @description charged, and neither there nor given up, fen */
      owed: number;
      /** @description given up of what was charged, fen */
      writtenOff: number;
      /** @description what stays: gross - writtenOff - owed - fees - refunds, fen */
      net: number;
      /** @description the part of net that operators collected outside of the provider, fen */
      byHand: number;
    };
    MoneyStatementView: {
      lines: components["schemas"]["IncomeLine"][];
      /** @description what the lines add up to */
      total: {
        /** @description how many were made */
        orders: number;
        /** @description charged, before anything was given up, fen */
        gross: number;
        /** @description what the provider kept of what it collected, fen */
        fees: number;
        /** @description given back to riders, fen */
        refunds: number;
        /** @description charged, and neither there nor given up, fen */
        owed: number;
        /** @description given up of what was charged, fen */
        writtenOff: number;
        /** @description what stays: gross - writtenOff - owed - fees - refunds, fen */
        net: number;
        /** @description the part of net that operators collected outside of the provider, fen */
        byHand: number;
      };
    };
    NewSiteShare: {
      /** @description the first Beijing day on which it counts */
      from: string;
      /** @description hundredths of a percent: 3000 are 30 % */
      basisPoints: number;
      /** @description why; kept in the audit log or the order's timeline */
      reason: string;
    };
    SharesStatementView: {
      lines: {
          /** @description site id */
          siteId: string;
          siteName?: string;
          /** @description whose place it is */
          owner?: string;
          /** @description the shares that counted on these days, hundredths of a percent; empty: none was agreed */
          basisPoints: number[];
          orders: number;
          /** @description what the orders came to, fen */
          net: number;
          /** @description the owner's part of it, rounded for each day, fen */
          share: number;
          /** @description the rest, fen */
          kept: number;
        }[];
      total: {
        orders: number;
        /** @description what the orders came to, fen */
        net: number;
        /** @description the owner's part of it, rounded for each day, fen */
        share: number;
        /** @description the rest, fen */
        kept: number;
      };
    };
    CodeHistory: {
      id: string;
      slot: components["schemas"]["SlotNumber"];
      issuedAt: components["schemas"]["EpochMs"];
      revokedAt?: components["schemas"]["EpochMs"];
      /** @description how often it was scanned while it was valid */
      scans: number;
      /** @description how often after that: its sticker is still on the slot */
      scansWhenRevoked: number;
      /** @description the last 20 scans, the newest first */
      recent: {
          at: components["schemas"]["EpochMs"];
          /** @description the code was revoked already */
          revoked: boolean;
        }[];
    };
    SiteShareView: {
      /** @description site id */
      siteId: string;
      /** @description the first Beijing day on which it counts */
      from: string;
      /** @description hundredths of a percent: 3000 are 30 % */
      basisPoints: number;
      addedAt: components["schemas"]["EpochMs"];
    };
    OperatorQueue: {
      review: {
          orderNo: components["schemas"]["OrderNo"];
          about: components["schemas"]["FoundOrder"];
          since: components["schemas"]["EpochMs"];
          /** @description why, as a stable code (docs/reviews.md) */
          code: string;
          /** @description the code with its facts */
          facts: {
            code: string;
            [key: string]: unknown;
          };
          /** @description the same as a sentence, in the language of Accept-Language */
          why: string;
          /** @description what to do about it */
          advice: string;
        }[];
      /** @description returns that belong to no order */
      unmatchedReturns: {
          key: string;
          cabinetId: components["schemas"]["CabinetId"];
          slot: components["schemas"]["SlotNumber"];
          itemId?: string;
          since: components["schemas"]["EpochMs"];
          /** @description several loans could have ended by it */
          ambiguous?: boolean;
          /** @description the operator who sees to it */
          assignee?: string;
        }[];
      overdue: {
          orderNo: components["schemas"]["OrderNo"];
          about: components["schemas"]["FoundOrder"];
          itemId?: string;
          since: components["schemas"]["EpochMs"];
        }[];
      /** @description to be collected by an operator */
      owed: {
          orderNo: components["schemas"]["OrderNo"];
          about: components["schemas"]["FoundOrder"];
          /** @description fen */
          amount: number;
          returnedAt: components["schemas"]["EpochMs"];
        }[];
      notCollected: {
          orderNo: components["schemas"]["OrderNo"];
          about: components["schemas"]["FoundOrder"];
          /** @description fen */
          amount: number;
          returnedAt: components["schemas"]["EpochMs"];
          /** @description how often the provider could not collect it */
          failures: number;
          nextTryAt?: components["schemas"]["EpochMs"];
        }[];
      /** @description the hub does not know yet whether the slot opened */
      inDoubt: {
          orderNo: components["schemas"]["OrderNo"];
          about: components["schemas"]["FoundOrder"];
          loanNo: number;
          cabinetId: components["schemas"]["CabinetId"];
          slot: components["schemas"]["SlotNumber"];
          since: components["schemas"]["EpochMs"];
          /** @description what the cabinet answered; no-answer: nothing */
          reason: string;
          /** @description when the rider went, saying that nothing came out */
          left?: number;
        }[];
      /** @description riders who lately let many orders go, or reported much */
      riders: {
          riderId: string;
          /** @description orders given up or not confirmed in the last day */
          letGo: number;
          /** @description the same in the last seven days */
          letGoInWeek: number;
          /** @description reports in the last thirty days */
          reports: number;
          /** @description and how many reports evidence or an operator refuted */
          refuted: number;
          /** @description the rider may make no order before */
          pausedUntil?: number;
        }[];
      /** @description riders' reports that nothing bears out yet */
      reported: {
          orderNo: components["schemas"]["OrderNo"];
          about: components["schemas"]["FoundOrder"];
          loanNo: number;
          claim: components["schemas"]["Claim"];
          at: components["schemas"]["EpochMs"];
        }[];
      /** @description what riders object to; nothing stops until an operator decides */
      objections: {
          orderNo: components["schemas"]["OrderNo"];
          about: components["schemas"]["FoundOrder"];
          objectionNo: number;
          code: components["schemas"]["ObjectionKind"];
          /** @description in the rider's words */
          text?: string;
          at: components["schemas"]["EpochMs"];
          /** @description the code as a sentence, in the language of Accept-Language */
          why: string;
          /** @description what to do about it */
          advice: string;
        }[];
      /** @description how many entries there are of each list; a list shows the oldest 500 */
      counts: {
        review: number;
        unmatchedReturns: number;
        overdue: number;
        owed: number;
        notCollected: number;
        inDoubt: number;
        riders: number;
        reported: number;
        objections: number;
      };
    };
    ConductCounts: {
      /** @description orders given up or not confirmed in the last day */
      letGo: number;
      /** @description the same in the last seven days */
      letGoInWeek: number;
      /** @description reports in the last thirty days */
      reports: number;
      /** @description and how many reports evidence or an operator refuted */
      refuted: number;
    };
    RiderErased: {
      /** @description that no longer name the rider */
      orders: number;
    };
    RiderExportView: {
      riderId: string;
      at: components["schemas"]["EpochMs"];
      /** @description when the rider let orders go, reported something, and was refuted */
      conduct: {
        letGo: components["schemas"]["EpochMs"][];
        reports: components["schemas"]["EpochMs"][];
        refuted: components["schemas"]["EpochMs"][];
      };
      /** @description with their timelines, newest first */
      orders: {
          [key: string]: unknown;
        }[];
      /** @description what operators did that concerns the rider, newest first */
      acts: {
          at: components["schemas"]["EpochMs"];
          what: string;
        }[];
      [key: string]: unknown;
    };
    RiderView: {
      riderId: string;
      /** @description orders that have not ended */
      liveOrders: string[];
      conduct: components["schemas"]["ConductCounts"];
      /** @description the rider may make no order before */
      pausedUntil?: number;
    };
    /** @description the event as it came */
    UnmatchedEventView: {
      key: string;
      cabinetId: components["schemas"]["CabinetId"];
      [key: string]: unknown;
    };
    UnmatchedAssignment: {
      orderNo: components["schemas"]["OrderNo"];
      loanNo: number;
      /** @description true where the event names another item than the loan, and is its return all the same */
      itemIdDiffers?: boolean;
      /** @description why; kept in the audit log or the order's timeline */
      reason: string;
    };
    AuditEntryView: {
      id: string;
      at: components["schemas"]["EpochMs"];
      /** @description `operator/<name>`, `config` (the settings with which a hub was started) or `command` (`npm run accounts`) */
      actor: string;
      reason: string;
      /** @description from where the request came */
      address?: string;
      cabinetId?: components["schemas"]["CabinetId"];
      /** @description what was done, with its data */
      act: {
        what: string;
        [key: string]: unknown;
      };
    };
    TariffVersion: {
      version: string;
      tariff: components["schemas"]["Tariff"];
      firstSeenAt: components["schemas"]["EpochMs"];
      plans: {
          itemKind: components["schemas"]["ItemKindId"];
          /** @description absent: every place */
          cabinets?: components["schemas"]["CabinetId"][];
          validFrom?: components["schemas"]["EpochMs"];
          validUntil?: components["schemas"]["EpochMs"];
          /** @description whether the plan applies now */
          inForce: boolean;
        }[];
    };
    RatePlan: {
      tariff: components["schemas"]["Tariff"];
      itemKind: components["schemas"]["ItemKindId"];
      /** @description where the plan applies; absent: in every place. A plan for a place wins over one for every place */
      cabinets?: components["schemas"]["CabinetId"][];
      /**
       * Format: date-time
       * @description RFC 3339 with offset
       */
      validFrom?: string;
      /**
       * Format: date-time
       * @description RFC 3339 with offset
       */
      validUntil?: string;
    };
    PriceListHead: {
      /** @description price lists are numbered from 1 as they are published */
      number: number;
      effectiveAt: components["schemas"]["EpochMs"];
      publishedAt: components["schemas"]["EpochMs"];
      /** @description who: `operator/<name>`, `command` or `config` */
      publishedBy: string;
      /** @description who: `operator/<name>`, `command` or `config` */
      confirmedBy?: string;
      reason: string;
      withdrawn?: {
        at: components["schemas"]["EpochMs"];
        /** @description who: `operator/<name>`, `command` or `config` */
        by: string;
        reason: string;
      };
    };
    PriceListView: {
      /** @description price lists are numbered from 1 as they are published */
      number: number;
      effectiveAt: components["schemas"]["EpochMs"];
      publishedAt: components["schemas"]["EpochMs"];
      /** @description who: `operator/<name>`, `command` or `config` */
      publishedBy: string;
      /** @description who: `operator/<name>`, `command` or `config` */
      confirmedBy?: string;
      reason: string;
      withdrawn?: {
        at: components["schemas"]["EpochMs"];
        /** @description who: `operator/<name>`, `command` or `config` */
        by: string;
        reason: string;
      };
      plans: components["schemas"]["RatePlan"][];
    };
    CheckedPriceList: {
      /** @description price lists are numbered from 1 as they are published */
      number: number;
      effectiveAt: components["schemas"]["EpochMs"];
      publishedAt: components["schemas"]["EpochMs"];
      /** @description who: `operator/<name>`, `command` or `config` */
      publishedBy: string;
      /** @description who: `operator/<name>`, `command` or `config` */
      confirmedBy?: string;
      reason: string;
      withdrawn?: {
        at: components["schemas"]["EpochMs"];
        /** @description who: `operator/<name>`, `command` or `config` */
        by: string;
        reason: string;
      };
      plans: components["schemas"]["RatePlan"][];
      check: components["schemas"]["PriceCheck"];
    };
    PriceCheck: {
      /** @description empty: they can be published */
      mistakes: {
          /** @description the plan's place in the list, from 0 */
          plan: number;
          /** @description of the plan's tariff */
          version: string;
          /** @description the field of the plan or of its tariff to mend */
          field: string;
          /** @description a stable code; its facts stand beside it */
          code: string;
          /** @description the same as a sentence, in the language of Accept-Language */
          text: string;
          [key: string]: unknown;
        }[];
      /** @description what an operator should know; it hinders nothing */
      remarks: {
          code: string;
          text: string;
          [key: string]: unknown;
        }[];
      /** @description from the prices in force to these */
      differences: {
          itemKind: components["schemas"]["ItemKindId"];
          cabinets?: components["schemas"]["CabinetId"][];
          validFrom?: components["schemas"]["EpochMs"];
          validUntil?: components["schemas"]["EpochMs"];
          before?: components["schemas"]["Tariff"];
          after?: components["schemas"]["Tariff"];
        }[];
      /** @description what a loan costs by how long it lasts: under each plan, and under what is in force in its place */
      curves: {
          plan: number;
          draft: {
            version: string;
            steps: {
                /** @description a loan that lasts longer than this, ms … */
                after: number;
                /** @description … costs this, fen, until the next step */
                amount: number;
              }[];
          };
          current?: {
            version: string;
            steps: {
                /** @description a loan that lasts longer than this, ms … */
                after: number;
                /** @description … costs this, fen, until the next step */
                amount: number;
              }[];
          };
        }[];
      /** @description how many cabinets in service lend by each plan when the prices take effect, in the order of the plans */
      uses: number[];
    };
    PriceDraftHead: {
      /** @description id of a draft of prices */
      id: string;
      /** @description what the draft is for, as the reason of its last change says it */
      purpose: string;
      /** @description number of the newest price list when it was saved; 0: there was none */
      basedOn: number;
      /** @description counts how often it was saved */
      revision: number;
      changedAt: components["schemas"]["EpochMs"];
      /** @description who: `operator/<name>`, `command` or `config` */
      changedBy: string;
      proposal?: {
        at: components["schemas"]["EpochMs"];
        /** @description who: `operator/<name>`, `command` or `config` */
        by: string;
        reason: string;
        effectiveAt?: components["schemas"]["EpochMs"];
      };
    };
    PriceDraftView: {
      /** @description id of a draft of prices */
      id: string;
      /** @description what the draft is for, as the reason of its last change says it */
      purpose: string;
      /** @description number of the newest price list when it was saved; 0: there was none */
      basedOn: number;
      /** @description counts how often it was saved */
      revision: number;
      changedAt: components["schemas"]["EpochMs"];
      /** @description who: `operator/<name>`, `command` or `config` */
      changedBy: string;
      proposal?: {
        at: components["schemas"]["EpochMs"];
        /** @description who: `operator/<name>`, `command` or `config` */
        by: string;
        reason: string;
        effectiveAt?: components["schemas"]["EpochMs"];
      };
      plans: components["schemas"]["RatePlan"][];
      check: components["schemas"]["PriceCheck"];
    };
    PricesView: {
      /** @description number of the price list that was published last; 0: none was */
      newest: number;
      /** @description whether another admin confirms what one publishes */
      needsAnother: boolean;
      inForce?: components["schemas"]["PriceListView"];
      /** @description take effect later, the next one first */
      planned: components["schemas"]["PriceListView"][];
    };
    NewPriceDraft: {
      plans: components["schemas"]["RatePlan"][];
      /** @description number of the newest price list that its editor has seen */
      basedOn: number;
      /** @description the revision that is changed; 0: the draft is new */
      revision: number;
      /** @description why; kept in the audit log or the order's timeline */
      reason: string;
    };
    PricesToCheck: {
      plans: components["schemas"]["RatePlan"][];
      effectiveAt?: components["schemas"]["EpochMs"];
    };
    DraftToPublish: {
      /** @description the revision of the draft that was looked at */
      revision: number;
      /** @description absent: immediately */
      effectiveAt?: number;
      /** @description why; kept in the audit log or the order's timeline */
      reason: string;
    };
    DraftToConfirm: {
      /** @description the revision of the draft that was looked at */
      revision: number;
      /** @description why; kept in the audit log or the order's timeline */
      reason: string;
    };
    PublishOutcome: {
      published?: components["schemas"]["PriceListHead"];
      proposed?: components["schemas"]["PriceDraftHead"];
    };
    PriceImport: {
      /** @description id of a draft of prices */
      id: string;
      /** @description rate plans as the export has them */
      plans: unknown[];
      /** @description why; kept in the audit log or the order's timeline */
      reason: string;
    };
    PriceSettings: {
      needsAnother: boolean;
      /** @description why; kept in the audit log or the order's timeline */
      reason: string;
    };
    DayBook: {
      /** @description Beijing day, 2026-11-23 */
      day: string;
      entries: ({
          orderNo: components["schemas"]["OrderNo"];
          at: components["schemas"]["EpochMs"];
          /** @enum {unknown} */
          what: "charge" | "waiver" | "collection" | "collection-by-hand" | "write-off" | "refund" | "deposit-frozen" | "deposit-captured" | "deposit-released";
          /** @description add up to 0 */
          lines: ({
              /** @enum {unknown} */
              account: "receivable" | "rent" | "damages" | "collected" | "service-fee" | "collected-by-hand" | "written-off" | "refunds" | "deposits-frozen" | "deposits-of-riders";
              /** @description fen; a debit is positive, a credit negative */
              amount: number;
            })[];
          /** @description what rounding added to the fee, in thousandths of a fen */
          feeRounding?: number;
          /** @description the provider's number of the money movement */
          fundNo?: string;
        })[];
      /** @description the day's sum of each account */
      accounts: ({
          /** @enum {unknown} */
          account: "receivable" | "rent" | "damages" | "collected" | "service-fee" | "collected-by-hand" | "written-off" | "refunds" | "deposits-frozen" | "deposits-of-riders";
          /** @description fen; a debit is positive, a credit negative */
          amount: number;
        })[];
      /** @description the day's sums by order */
      orders: ({
          orderNo: components["schemas"]["OrderNo"];
          accounts: ({
              /** @enum {unknown} */
              account: "receivable" | "rent" | "damages" | "collected" | "service-fee" | "collected-by-hand" | "written-off" | "refunds" | "deposits-frozen" | "deposits-of-riders";
              /** @description fen; a debit is positive, a credit negative */
              amount: number;
            })[];
        })[];
      /** @description what the accounts' debits and credits come to, fen; the two are equal */
      trialBalance: {
        debit: number;
        credit: number;
      };
    };
    DifferenceView: {
      /** @description ours; absent where the provider's file names none that we know */
      orderNo?: string;
      /** @description the provider's number of the order */
      creditOrderNo?: string;
      /** @description line of the provider's file */
      line?: number;
      what: "not-there" | "not-here" | "borrowed-there" | "restored-there" | "cancelled-there" | "paid-there" | "not-paid-there" | "amount-differs" | "kind-differs" | "fee-differs" | "other-day" | "twice" | "other-rider" | "other-credit-order" | "no-answer";
      /** @description what our books say, in the language of Accept-Language */
      ours: string;
      /** @description what the provider says */
      theirs: string;
      /** @description what to do about it */
      advice: string;
      /** @description what both say, as data; amounts in fen */
      facts: {
        ours: {
          side: string;
          [key: string]: unknown;
        };
        theirs: {
          side: string;
          [key: string]: unknown;
        };
        [key: string]: unknown;
      };
    };
    OpenReconciliation: {
      /** @description how many orders were compared */
      compared: number;
      /** @description not compared: these are just being settled with the provider */
      inMotion: components["schemas"]["OrderNo"][];
      differences: components["schemas"]["DifferenceView"][];
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}

export type $defs = Record<string, never>;

export type external = Record<string, never>;

export interface operations {

  /** Who runs the cabinets; needs no login */
  getRiderOperator: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OperatorView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Where to borrow or to return: the nearest first, without coordinates by name; needs no login */
  getRiderCabinets: {
    parameters: {
      query?: {
        /** @description WGS-84; with `longitude` */
        latitude?: string;
        /** @description WGS-84; with `latitude` */
        longitude?: string;
        /** @description part of the name or the address */
        name?: string;
        /** @description id of an item kind */
        kind?: string;
        /** @description only cabinets with an item to lend, or a slot to return into */
        want?: "item" | "slot";
        /** @description 1 to 20; 20 if left out */
        limit?: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["CabinetList"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** What a scanned slot lends and for how much; needs no login */
  getRiderCodesCodePrice: {
    parameters: {
      path: {
        code: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["CodePrice"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `code/unknown`: This code is not one of ours. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `code/revoked`: This code is no longer valid. Use the code on the cabinet's new sticker. `code/expired`: This code has expired. Scan the code that the cabinet's screen shows now. */
      410: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** A scanned slot */
  getRiderCodesCode: {
    parameters: {
      path: {
        code: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["SlotView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rider/not-known`: Open this page by scanning the code with Alipay. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `code/unknown`: This code is not one of ours. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `code/not-accepted`: This cabinet does not take printed codes any more. Scan the code on its screen. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `code/revoked`: This code is no longer valid. Use the code on the cabinet's new sticker. `code/expired`: This code has expired. Scan the code that the cabinet's screen shows now. */
      410: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** This rider's orders, newest first */
  getRiderOrders: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OrderList"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rider/not-known`: Open this page by scanning the code with Alipay. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Ask for the item in a slot, and others of its cabinet; the rider then confirms at `walletUrl` */
  postRiderOrders: {
    parameters: {
      header: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
        /** @description anything but a form of another site can set it */
        "x-requested-with": "jiehuan";
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "code": "9mWcE0x3hQ-5fL2s8vT1bA",
         *   "items": 1,
         *   "texts": {
         *     "terms": 2,
         *     "privacy": 1,
         *     "prices": 3
         *   }
         * }
         */
        "application/json": components["schemas"]["NewOrder"];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description the address of what was made */
          Location?: string;
        };
        content: {
          "application/json": components["schemas"]["OrderStarted"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rider/not-known`: Open this page by scanning the code with Alipay. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/forbidden`: This may not be done from here. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `code/unknown`: This code is not one of ours. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `code/not-accepted`: This cabinet does not take printed codes any more. Scan the code on its screen. `rider/too-many-orders`: You already have a loan. Return it first. `rider/unconfirmed`: Another request of yours waits for your confirmation. Confirm it or give it up. `cabinet/disabled`: This cabinet is out of service. Try another one nearby. `tariff/none`: This is not for rent now. Try again later, or another cabinet nearby. `cabinet/not-lending`: This cabinet lends nothing at the moment. It takes returns. To borrow, try another one nearby. `slot/empty`: This slot is empty. Choose another one. `slot/taken`: Another rider is taking the item in this slot. `slot/faulted`: This slot is out of order. Choose another one. `slot/flat`: The item in this slot is being charged. Choose another one. `cabinet/offline`: This cabinet is offline just now. Try another one nearby. `slot/too-few`: This cabinet has fewer items available than you asked for. `cabinet/busy`: Other riders are just confirming here. Try again in a moment. `order/given-up`: Your earlier request for this slot is being withdrawn. Try again in a moment. `store/conflict`: Another change came first. Read again and repeat. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `code/revoked`: This code is no longer valid. Use the code on the cabinet's new sticker. `code/expired`: This code has expired. Scan the code that the cabinet's screen shows now. */
      410: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. `rider/pause`: You withdrew several orders lately. Wait a moment before the next one. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. `hub/stopping`: The hub is being restarted. Try again in a moment. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** An order of this rider */
  getRiderOrdersOrderNo: {
    parameters: {
      path: {
        /** @description order number */
        orderNo: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OrderView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rider/not-known`: Open this page by scanning the code with Alipay. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/unknown`: This order is not known. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Give up what is not confirmed yet, or the slot that is offered */
  postRiderOrdersOrderNoGiveUp: {
    parameters: {
      header: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
        /** @description anything but a form of another site can set it */
        "x-requested-with": "jiehuan";
      };
      path: {
        /** @description order number */
        orderNo: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OrderView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rider/not-known`: Open this page by scanning the code with Alipay. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/forbidden`: This may not be done from here. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/unknown`: This order is not known. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/not-cancellable`: This order can no longer be cancelled. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Leave, and say that nothing came out, while it is not known whether a slot opened */
  postRiderOrdersOrderNoLeave: {
    parameters: {
      header: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
        /** @description anything but a form of another site can set it */
        "x-requested-with": "jiehuan";
      };
      path: {
        /** @description order number */
        orderNo: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OrderView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rider/not-known`: Open this page by scanning the code with Alipay. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/forbidden`: This may not be done from here. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/unknown`: This order is not known. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/not-leavable`: This order can't be left now. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Take or decline the slot that is offered */
  postRiderOrdersOrderNoOffer: {
    parameters: {
      header: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
        /** @description anything but a form of another site can set it */
        "x-requested-with": "jiehuan";
      };
      path: {
        /** @description order number */
        orderNo: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "accepted": true
         * }
         */
        "application/json": components["schemas"]["OfferAnswer"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OrderView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rider/not-known`: Open this page by scanning the code with Alipay. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/forbidden`: This may not be done from here. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/unknown`: This order is not known. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/no-offer`: No other slot is offered any more. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Keep the items longer, for a longest loan's time */
  postRiderOrdersOrderNoRenew: {
    parameters: {
      header: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key": string;
        /** @description anything but a form of another site can set it */
        "x-requested-with": "jiehuan";
      };
      path: {
        /** @description order number */
        orderNo: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OrderView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rider/not-known`: Open this page by scanning the code with Alipay. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/forbidden`: This may not be done from here. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/unknown`: This order is not known. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/not-renewable`: This loan can't be extended. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Say that an item was never taken, or is back; billing pauses */
  postRiderOrdersOrderNoReport: {
    parameters: {
      header: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key": string;
        /** @description anything but a form of another site can set it */
        "x-requested-with": "jiehuan";
      };
      path: {
        /** @description order number */
        orderNo: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "loanNo": 1,
         *   "claim": "returned",
         *   "code": "9mWcE0x3hQ-5fL2s8vT1bA"
         * }
         */
        "application/json": components["schemas"]["Report"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OrderView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rider/not-known`: Open this page by scanning the code with Alipay. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/forbidden`: This may not be done from here. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/unknown`: This order is not known. `code/unknown`: This code is not one of ours. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/not-reportable`: This can't be reported of the item now. `code/not-accepted`: This cabinet does not take printed codes any more. Scan the code on its screen. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `code/revoked`: This code is no longer valid. Use the code on the cabinet's new sticker. `code/expired`: This code has expired. Scan the code that the cabinet's screen shows now. */
      410: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. `rider/too-many-reports`: You reported several problems today. Contact us if an item is still shown as out. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Say that an item will not come back, and buy it for its `buyOut` */
  postRiderOrdersOrderNoLost: {
    parameters: {
      header: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key": string;
        /** @description anything but a form of another site can set it */
        "x-requested-with": "jiehuan";
      };
      path: {
        /** @description order number */
        orderNo: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "loanNo": 1,
         *   "amount": 9900
         * }
         */
        "application/json": components["schemas"]["LostItem"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OrderView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rider/not-known`: Open this page by scanning the code with Alipay. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/forbidden`: This may not be done from here. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/unknown`: This order is not known. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/not-losable`: This item can't be declared lost now. `order/price-differs`: The price is not the one that you were shown. Load the page again. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Object to the price, the item or something else; an operator decides, and nothing stops until then */
  postRiderOrdersOrderNoObjections: {
    parameters: {
      header: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key": string;
        /** @description anything but a form of another site can set it */
        "x-requested-with": "jiehuan";
      };
      path: {
        /** @description order number */
        orderNo: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "kind": "item-broken",
         *   "text": "充不进电"
         * }
         */
        "application/json": components["schemas"]["NewObjection"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OrderView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rider/not-known`: Open this page by scanning the code with Alipay. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/forbidden`: This may not be done from here. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/unknown`: This order is not known. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/not-objectionable`: You can't object to this order now: it lent nothing, ended more than 30 days ago, or your objection is being looked into. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. `rider/too-many-reports`: You reported several problems today. Contact us if an item is still shown as out. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** The wallet sent the rider back to the order's page, with this code where it refused */
  postRiderOrdersOrderNoCameBack: {
    parameters: {
      header: {
        /** @description anything but a form of another site can set it */
        "x-requested-with": "jiehuan";
      };
      path: {
        /** @description order number */
        orderNo: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "errorCode": "USER_CANCEL"
         * }
         */
        "application/json": components["schemas"]["CameBack"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OrderView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rider/not-known`: Open this page by scanning the code with Alipay. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/forbidden`: This may not be done from here. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/unknown`: This order is not known. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** The same, as server-sent events named `order`; `heartbeat` shows that the hub is there, `end` says why it ends the stream */
  getRiderOrdersOrderNoEvents: {
    parameters: {
      path: {
        /** @description order number */
        orderNo: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "text/event-stream": string;
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rider/not-known`: Open this page by scanning the code with Alipay. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/unknown`: This order is not known. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/not-acceptable`: This address does not answer in the form that was asked for. */
      406: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** End every session of this rider, in all browsers */
  postRiderLogout: {
    parameters: {
      header: {
        /** @description anything but a form of another site can set it */
        "x-requested-with": "jiehuan";
      };
    };
    responses: {
      /** @description No Content */
      204: {
        content: never;
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/forbidden`: This may not be done from here. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Get a code for an operator to enter; the browser becomes a screen by the cookie that this sets */
  postScreenPairings: {
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description the address of what was made */
          Location?: string;
        };
        content: {
          "application/json": components["schemas"]["StartedPairing"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `screen/paired`: This screen belongs to a cabinet already. Revoke it first. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** What this screen shows */
  getScreenView: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["ScreenView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `screen/not-paired`: This screen belongs to no cabinet. Start a pairing, and let an operator enter its code. `screen/waiting`: An operator has not entered this screen's pairing code yet. `screen/revoked`: An operator has revoked this screen. Pair it again. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/unknown`: This cabinet is not registered. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** The same, as server-sent events named `view`; `heartbeat` shows that the hub is there, `end` says why it ends the stream */
  getScreenEvents: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "text/event-stream": string;
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `screen/not-paired`: This screen belongs to no cabinet. Start a pairing, and let an operator enter its code. `screen/waiting`: An operator has not entered this screen's pairing code yet. `screen/revoked`: An operator has revoked this screen. Pair it again. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/unknown`: This cabinet is not registered. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/not-acceptable`: This address does not answer in the form that was asked for. */
      406: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Get a cabinet's new secret for a one-time token */
  postBridgeEnrolments: {
    requestBody: {
      content: {
        /**
         * @example {
         *   "token": "shop-1.l1hS4c8v0m2nQw7Rk3tYxA9bEz5uJd6o",
         *   "nonce": "Qw7Rk3tYxA9bEz5uJd6o0m"
         * }
         */
        "application/json": components["schemas"]["BridgeEnrolment"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["EnrolledBridge"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `enrolment/token-unknown`: This enrolment token is not known. Issue a new one in the console. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `enrolment/token-used`: This enrolment token was used already. Issue a new one in the console. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `enrolment/token-revoked`: This enrolment token was revoked, or a newer one was issued. Use the newest one. `enrolment/token-expired`: This enrolment token has expired. Issue a new one in the console. */
      410: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Who asks, and what the role allows */
  getOperatorSession: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["SignedInOperator"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Sign in; the answer sets the cookie of the session */
  postOperatorSession: {
    requestBody: {
      content: {
        /**
         * @example {
         *   "name": "lin",
         *   "password": "copper lantern fifteen geese",
         *   "code": "492039"
         * }
         */
        "application/json": components["schemas"]["Credentials"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["SignedInOperator"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/wrong-credentials`: The name or the password is wrong. `operator/second-factor-needed`: The password is right. Enter the code of your authenticator app, or a recovery code. `operator/wrong-code`: This code is wrong or too old. Enter the one that the app shows now. `operator/code-used`: This code was used already. Wait for the app's next one. `operator/recovery-code-used`: This recovery code was used already. Take another one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Sign out */
  deleteOperatorSession: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
    };
    responses: {
      /** @description No Content */
      204: {
        content: never;
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. `operator/session-only`: Only a person who is signed in can do this, not an API token. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Change the own password; all other own sessions end */
  putOperatorOwnPassword: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "password": "copper lantern fifteen geese",
         *   "newPassword": "seven umbrellas under marble"
         * }
         */
        "application/json": components["schemas"]["PasswordChange"];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        content: never;
      };
      /** @description `request/invalid`: The request is not well formed. `account/weak-password`: This password is too easy to guess. Take at least 12 characters, such as four words that do not belong together. `account/same-password`: The new password is the one that you have. Choose another one. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. `operator/wrong-credentials`: The name or the password is wrong. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. `operator/session-only`: Only a person who is signed in can do this, not an API token. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Begin to set up a second factor; it counts once a code of it is confirmed */
  postOperatorOwnSecondFactor: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "password": "copper lantern fifteen geese"
         * }
         */
        "application/json": components["schemas"]["PasswordAgain"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["NewSecondFactor"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. `operator/wrong-credentials`: The name or the password is wrong. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. `operator/session-only`: Only a person who is signed in can do this, not an API token. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `account/second-factor-on`: This account has a second factor already. Remove it first. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Show a code of the new second factor; the answer has the recovery codes */
  postOperatorOwnSecondFactorConfirm: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "code": "492039"
         * }
         */
        "application/json": components["schemas"]["SecondFactorCode"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["RecoveryCodes"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. `operator/wrong-code`: This code is wrong or too old. Enter the one that the app shows now. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. `operator/session-only`: Only a person who is signed in can do this, not an API token. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `account/second-factor-off`: This account has no second factor, or none is being set up. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Remove the second factor, shown once more or by a recovery code */
  postOperatorOwnSecondFactorRemove: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "password": "copper lantern fifteen geese",
         *   "code": "492039"
         * }
         */
        "application/json": components["schemas"]["SecondFactorProof"];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        content: never;
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. `operator/wrong-credentials`: The name or the password is wrong. `operator/second-factor-needed`: The password is right. Enter the code of your authenticator app, or a recovery code. `operator/wrong-code`: This code is wrong or too old. Enter the one that the app shows now. `operator/code-used`: This code was used already. Wait for the app's next one. `operator/recovery-code-used`: This recovery code was used already. Take another one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. `operator/session-only`: Only a person who is signed in can do this, not an API token. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `account/second-factor-off`: This account has no second factor, or none is being set up. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Draw new recovery codes; the old ones are void */
  postOperatorOwnRecoveryCodes: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "password": "copper lantern fifteen geese",
         *   "code": "492039"
         * }
         */
        "application/json": components["schemas"]["SecondFactorProof"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["RecoveryCodes"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. `operator/wrong-credentials`: The name or the password is wrong. `operator/second-factor-needed`: The password is right. Enter the code of your authenticator app, or a recovery code. `operator/wrong-code`: This code is wrong or too old. Enter the one that the app shows now. `operator/code-used`: This code was used already. Wait for the app's next one. `operator/recovery-code-used`: This recovery code was used already. Take another one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. `operator/session-only`: Only a person who is signed in can do this, not an API token. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `account/second-factor-off`: This account has no second factor, or none is being set up. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** The own sessions, the one used last first */
  getOperatorOwnSessions: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["SessionView"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. `operator/session-only`: Only a person who is signed in can do this, not an API token. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** End one of the own sessions */
  deleteOperatorOwnSessionsId: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        id: string;
      };
    };
    responses: {
      /** @description No Content */
      204: {
        content: never;
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. `operator/session-only`: Only a person who is signed in can do this, not an API token. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `account/unknown`: There is no account or token of this name or id. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Everybody who may use the console */
  getOperatorPeople: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["PersonView"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Add a person; the answer has a one-time password */
  postOperatorPeople: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "name": "wei",
         *   "role": "technician",
         *   "reason": "looks after the cabinets in the north"
         * }
         */
        "application/json": components["schemas"]["NewPerson"];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description the address of what was made */
          Location?: string;
        };
        content: {
          "application/json": components["schemas"]["OneTimePassword"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `account/name-taken`: An account or a valid API token has this name already. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Give a person another role; the person has to sign in again */
  putOperatorPeopleNameRole: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description lower-case letters, digits and hyphens, a letter first */
        name: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "role": "technician",
         *   "reason": "looks after cabinets from now on"
         * }
         */
        "application/json": components["schemas"]["RoleChange"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["PersonView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `account/unknown`: There is no account or token of this name or id. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `account/last-admin`: This is the last active admin. Make another one first. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Lock an account: its sessions end, and signing in to it is refused */
  postOperatorPeopleNameLock: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description lower-case letters, digits and hyphens, a letter first */
        name: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "she has left the company"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["PersonView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `account/unknown`: There is no account or token of this name or id. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `account/last-admin`: This is the last active admin. Make another one first. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Unlock an account */
  postOperatorPeopleNameUnlock: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description lower-case letters, digits and hyphens, a letter first */
        name: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "she has left the company"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["PersonView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `account/unknown`: There is no account or token of this name or id. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Replace a forgotten password; the answer has a one-time password */
  postOperatorPeopleNameResetPassword: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description lower-case letters, digits and hyphens, a letter first */
        name: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "she has left the company"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OneTimePassword"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `account/unknown`: There is no account or token of this name or id. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Remove the second factor of a person who has lost it and the recovery codes */
  postOperatorPeopleNameResetSecondFactor: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description lower-case letters, digits and hyphens, a letter first */
        name: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "she has left the company"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["PersonView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `account/unknown`: There is no account or token of this name or id. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `account/second-factor-off`: This account has no second factor, or none is being set up. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Where a person is signed in, the session used last first */
  getOperatorPeopleNameSessions: {
    parameters: {
      path: {
        /** @description lower-case letters, digits and hyphens, a letter first */
        name: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["SessionView"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `account/unknown`: There is no account or token of this name or id. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** End all sessions of a person, who may sign in again */
  postOperatorPeopleNameEndSessions: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description lower-case letters, digits and hyphens, a letter first */
        name: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "she has left the company"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        content: never;
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `account/unknown`: There is no account or token of this name or id. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** All API tokens, the newest first; those that ended too */
  getOperatorApiTokens: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["ApiTokenView"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Make an API token; it is shown this once */
  postOperatorApiTokens: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "name": "grafana",
         *   "role": "viewer",
         *   "endsAt": 1826942400000,
         *   "reason": "the wall in the office"
         * }
         */
        "application/json": components["schemas"]["NewApiToken"];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description the address of what was made */
          Location?: string;
        };
        content: {
          "application/json": components["schemas"]["MadeApiToken"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. `account/bad-end`: An API token ends between tomorrow and two years from now. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `account/name-taken`: An account or a valid API token has this name already. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Revoke an API token */
  deleteOperatorApiTokensId: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "she has left the company"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        content: never;
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `account/unknown`: There is no account or token of this name or id. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** All cabinets as the hub knows them */
  getOperatorCabinets: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["CabinetView"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** A cabinet as the hub knows it, with what can be done to it now and what stands in the way of the rest */
  getOperatorCabinetsCabinetId: {
    parameters: {
      path: {
        /** @description cabinet id */
        cabinetId: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["CabinetPage"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/unknown`: This cabinet is not registered. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /**
   * Register a cabinet, or change its details; the secret of a new one is in this answer only
   * @description What is left out of the body is not kept from before: an optional field that is absent is removed.
   */
  putOperatorCabinetsCabinetId: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description cabinet id */
        cabinetId: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "name": "一号店",
         *   "address": "南京东路 1 号",
         *   "slots": 12,
         *   "itemKind": "power-bank",
         *   "location": {
         *     "latitude": 31.2304,
         *     "longitude": 121.4737
         *   },
         *   "layout": {
         *     "columns": 2,
         *     "rows": 6
         *   },
         *   "openingHours": {
         *     "zh": "10:00–22:00",
         *     "en": "10 am to 10 pm"
         *   },
         *   "support": {
         *     "telephone": "400-000-0000",
         *     "hours": {
         *       "zh": "每天 8:00–22:00",
         *       "en": "8 am to 10 pm, every day"
         *     }
         *   },
         *   "reason": "a new cabinet"
         * }
         */
        "application/json": components["schemas"]["NewCabinet"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["Registered"];
        };
      };
      /** @description Created */
      201: {
        headers: {
          /** @description the address of what was made */
          Location?: string;
        };
        content: {
          "application/json": components["schemas"]["Secret"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `item-kind/unknown`: There is no item kind of this id. Add it first. `cabinet/in-use`: Orders or events of this cabinet are open. Decide them first. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Remove a cabinet for good, with its codes and its secret; refused while its orders are open */
  deleteOperatorCabinetsCabinetId: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description cabinet id */
        cabinetId: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the sticker was damaged"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        content: never;
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/unknown`: This cabinet is not registered. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `cabinet/in-use`: Orders or events of this cabinet are open. Decide them first. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Void a cabinet's secret and make a new one, which is shown here and nowhere else */
  postOperatorCabinetsCabinetIdSecret: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description cabinet id */
        cabinetId: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the sticker was damaged"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["Secret"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/unknown`: This cabinet is not registered. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Take a cabinet out of service: it may not connect, and riders can't order there; open orders go on */
  postOperatorCabinetsCabinetIdDisable: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description cabinet id */
        cabinetId: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the sticker was damaged"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["ServiceChange"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/unknown`: This cabinet is not registered. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Bring a cabinet back into service */
  postOperatorCabinetsCabinetIdEnable: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description cabinet id */
        cabinetId: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the sticker was damaged"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["ServiceChange"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/unknown`: This cabinet is not registered. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Clear the mark of a distrusted cabinet: what it says decides by itself again, its slots are offered again */
  postOperatorCabinetsCabinetIdTrustAgain: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description cabinet id */
        cabinetId: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the sticker was damaged"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        content: never;
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/unknown`: This cabinet is not registered. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `cabinet/not-distrusted`: This cabinet is not marked as distrusted. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Issue a one-time token with which a bridge gets this cabinet's secret; an unused one becomes void */
  postOperatorCabinetsCabinetIdEnrolmentTokens: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description cabinet id */
        cabinetId: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the sticker was damaged"
         * }
         */
        "application/json": components["schemas"]["NewEnrolmentToken"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["MadeEnrolmentToken"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/unknown`: This cabinet is not registered. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Void the cabinet's valid enrolment token */
  deleteOperatorCabinetsCabinetIdEnrolmentTokens: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description cabinet id */
        cabinetId: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the sticker was damaged"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["RevokedTokens"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/unknown`: This cabinet is not registered. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** The valid codes of a cabinet, by slot */
  getOperatorCabinetsCabinetIdCodes: {
    parameters: {
      path: {
        /** @description cabinet id */
        cabinetId: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["SlotCodeView"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/unknown`: This cabinet is not registered. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Issue a code for each slot that has none; answers all valid codes of the cabinet */
  postOperatorCabinetsCabinetIdCodes: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description cabinet id */
        cabinetId: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the sticker was damaged"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["SlotCodeView"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/unknown`: This cabinet is not registered. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Revoke the codes of a slot and issue a new one */
  postOperatorCabinetsCabinetIdSlotsSlotCode: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description cabinet id */
        cabinetId: string;
        slot: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the sticker was damaged"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description the address of what was made */
          Location?: string;
        };
        content: {
          "application/json": components["schemas"]["SlotCodeView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/unknown`: This cabinet is not registered. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** A valid code */
  getOperatorCodesId: {
    parameters: {
      path: {
        id: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["SlotCodeView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `code/unknown`: This code is not one of ours. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `code/revoked`: This code is no longer valid. Use the code on the cabinet's new sticker. */
      410: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Revoke a code */
  deleteOperatorCodesId: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the sticker was damaged"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        content: never;
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `code/unknown`: This code is not one of ours. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** The valid codes of a cabinet as stickers to print: A4 with marks to cut along, or a label for each */
  getOperatorCabinetsCabinetIdSheetPdf: {
    parameters: {
      query?: {
        /** @description a4 if left out; labels by their width and height in mm, one to a page */
        format?: "a4" | "label-40x60" | "label-50x70" | "label-60x80";
        /** @description only these, with commas between; all if left out */
        slots?: string;
      };
      path: {
        /** @description cabinet id */
        cabinetId: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/pdf": string;
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/unknown`: This cabinet is not registered. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Every code of a cabinet, revoked ones too, by slot and the newest first, with when it was scanned */
  getOperatorCabinetsCabinetIdCodeHistory: {
    parameters: {
      path: {
        /** @description cabinet id */
        cabinetId: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["CodeHistory"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/unknown`: This cabinet is not registered. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** All cabinets in short: their state, what they can lend and take, and why they need a visit */
  getOperatorFleet: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["FleetRowView"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Cabinets that need a visit, the most urgent first, with the reasons and what to do there */
  getOperatorVisits: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["FleetRowView"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /**
   * Open a slot without an order, to work on the cabinet
   * @description Answers once the command is on its way. The cabinet's page shows how it went: `commands`. What comes out is neither a loan nor missing.
   */
  postOperatorCabinetsCabinetIdSlotsSlotOpen: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description cabinet id */
        cabinetId: string;
        slot: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the sticker was damaged"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        content: {
          "application/json": components["schemas"]["ServiceCommandView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/unknown`: This cabinet is not registered. `slot/unknown`: This cabinet has no such slot. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `cabinet/out-of-service`: This cabinet is out of service. Bring it back into service first. `cabinet/not-connected`: This cabinet is not connected, so it can't be told anything now. `bridge/too-old`: The cabinet's bridge is too old for this. Update its software. `slot/held`: An order holds this slot. Wait until it has its item, or decide the order. `slot/in-service`: This slot is being opened for an operator. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. `cabinet/service-limit`: This cabinet got as many commands of operators as it may within ten minutes. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Have the cabinet's bridge end in order and start again */
  postOperatorCabinetsCabinetIdRestart: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description cabinet id */
        cabinetId: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the sticker was damaged"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        content: {
          "application/json": components["schemas"]["ServiceCommandView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/unknown`: This cabinet is not registered. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `cabinet/out-of-service`: This cabinet is out of service. Bring it back into service first. `cabinet/not-connected`: This cabinet is not connected, so it can't be told anything now. `bridge/too-old`: The cabinet's bridge is too old for this. Update its software. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. `cabinet/service-limit`: This cabinet got as many commands of operators as it may within ten minutes. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Ask the cabinet again for the outcome of a command; the bridge carries nothing out twice */
  postOperatorCabinetsCabinetIdCommandsCommandIdAsk: {
    parameters: {
      path: {
        /** @description cabinet id */
        cabinetId: string;
        commandId: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the sticker was damaged"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        content: {
          "application/json": components["schemas"]["ServiceCommandView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/unknown`: This cabinet is not registered. `command/unknown`: No such command was sent to this cabinet lately. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/not-connected`: This cabinet is not connected, so it can't be told anything now. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Have the cabinet show its slots now; the snapshot follows within seconds */
  postOperatorCabinetsCabinetIdLook: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description cabinet id */
        cabinetId: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the sticker was damaged"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        content: never;
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/unknown`: This cabinet is not registered. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `cabinet/out-of-service`: This cabinet is out of service. Bring it back into service first. `cabinet/not-connected`: This cabinet is not connected, so it can't be told anything now. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Take a slot out of service: riders are offered neither its item nor its room; the order that holds it goes on */
  postOperatorCabinetsCabinetIdSlotsSlotLock: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description cabinet id */
        cabinetId: string;
        slot: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the sticker was damaged"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["SlotLock"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/unknown`: This cabinet is not registered. `slot/unknown`: This cabinet has no such slot. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Bring a slot back into service */
  postOperatorCabinetsCabinetIdSlotsSlotUnlock: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description cabinet id */
        cabinetId: string;
        slot: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the sticker was damaged"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["SlotLock"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/unknown`: This cabinet is not registered. `slot/unknown`: This cabinet has no such slot. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** All sites, with the cabinets that stand there */
  getOperatorSites: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["SiteView"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** A site */
  getOperatorSitesSiteId: {
    parameters: {
      path: {
        /** @description site id */
        siteId: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["SiteView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `site/unknown`: There is no site of this id. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /**
   * Add a site, or describe it again
   * @description What is left out of the body is removed. The site's cabinets take over each value that they had of it; those with a value of their own keep it.
   */
  putOperatorSitesSiteId: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description site id */
        siteId: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "name": "一号店",
         *   "address": "南京东路 1 号",
         *   "location": {
         *     "latitude": 31.2304,
         *     "longitude": 121.4737
         *   },
         *   "openingHours": {
         *     "zh": "10:00–22:00",
         *     "en": "10 am to 10 pm"
         *   },
         *   "support": {
         *     "telephone": "400-000-0000",
         *     "hours": {
         *       "zh": "每天 8:00–22:00",
         *       "en": "8 am to 10 pm, every day"
         *     }
         *   },
         *   "owner": "王老板",
         *   "reason": "a new shop"
         * }
         */
        "application/json": components["schemas"]["NewSite"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["SiteView"];
        };
      };
      /** @description Created */
      201: {
        headers: {
          /** @description the address of what was made */
          Location?: string;
        };
        content: {
          "application/json": components["schemas"]["SiteView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Remove a site; refused while cabinets stand there */
  deleteOperatorSitesSiteId: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description site id */
        siteId: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the sticker was damaged"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        content: never;
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `site/unknown`: There is no site of this id. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `site/in-use`: Cabinets stand on this site. Move them first. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Move a cabinet to a site, or to an address without one; what is left out is taken from the site */
  postOperatorCabinetsCabinetIdMove: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description cabinet id */
        cabinetId: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "siteId": "tea-house",
         *   "reason": "the shop has moved"
         * }
         */
        "application/json": components["schemas"]["CabinetMove"];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        content: never;
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/unknown`: This cabinet is not registered. `site/unknown`: There is no site of this id. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Releases of the bridge that the hub holds */
  getOperatorReleases: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["ReleaseView"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Add a release of the bridge by its signed manifest; its archive follows */
  postOperatorReleases: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "manifest": "{\"format\":\"jiehuan-bridge-release/1\",\"version\":\"0.3.0\",\"digest\":\"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\",\"size\":707282,\"unpackedSize\":2629183,\"follows\":\"0.2.0\",\"created\":1795406400000}",
         *   "signature": "4a5WkmIp0SrBojRZPXv48lD6pZcrBwvr_xNtT95jB1qfkObNFnYCpkEEq5CYLVbqrTYquPBuWdZfkJHrkBqGCg",
         *   "reason": "returns are seen sooner"
         * }
         */
        "application/json": components["schemas"]["NewRelease"];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description the address of what was made */
          Location?: string;
        };
        content: {
          "application/json": components["schemas"]["ReleaseView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. `release/not-signed`: The manifest is not signed by a key of HUB_UPDATE_KEYS, or is not well formed. Send it byte for byte. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `release/no-keys`: This hub takes no releases: HUB_UPDATE_KEYS names no public key that may sign them. `release/exists`: The hub has this release already. A release never changes: raise the version. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Remove a release; refused while a rollout of it is open */
  deleteOperatorReleasesVersion: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description version of the bridge's software */
        version: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "nobody runs it any more"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        content: never;
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `release/unknown`: There is no such release, or no open rollout offers it. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `release/in-use`: A rollout of this release is open. End it first. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** All rollouts of releases of the bridge */
  getOperatorRollouts: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["RolloutView"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Offer a release to a share of the cabinets, of all sites or of some */
  postOperatorRollouts: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "version": "0.3.0",
         *   "percent": 5,
         *   "sites": [
         *     "tea-house"
         *   ],
         *   "reason": "first in our own shop"
         * }
         */
        "application/json": components["schemas"]["NewRollout"];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description the address of what was made */
          Location?: string;
        };
        content: {
          "application/json": components["schemas"]["RolloutView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `release/unknown`: There is no such release, or no open rollout offers it. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `release/incomplete`: The archive of this release is not stored yet. Upload it first. `release/archive-damaged`: The stored archive of this release is not the one that was signed. End its rollout, remove it and upload it again. `rollout/open`: Another rollout is open. End it before you start the next one. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** A rollout, with how the update of each cabinet stands */
  getOperatorRolloutsRolloutId: {
    parameters: {
      path: {
        /** @description id of a rollout of a release */
        rolloutId: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["RolloutWithCabinets"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rollout/unknown`: There is no such rollout. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** How many cabinets a rollout would reach, and what it means for them; nothing is done */
  postOperatorRolloutsPreview: {
    requestBody: {
      content: {
        /**
         * @example {
         *   "version": "0.3.0",
         *   "percent": 5,
         *   "sites": [
         *     "tea-house"
         *   ]
         * }
         */
        "application/json": components["schemas"]["StageQuestion"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["StagePreview"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `release/unknown`: There is no such release, or no open rollout offers it. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /**
   * Pause, resume, end or widen a rollout
   * @description The end calls off each update whose trial has not begun. During a pause, a cabinet that has the whole archive finishes its update.
   */
  postOperatorRolloutsRolloutIdActs: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description id of a rollout of a release */
        rolloutId: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "act": "widen",
         *   "percent": 50,
         *   "reason": "all is well"
         * }
         */
        "application/json": components["schemas"]["RolloutAct"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["RolloutView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rollout/unknown`: There is no such rollout. `release/unknown`: There is no such release, or no open rollout offers it. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `rollout/wrong-state`: The rollout is in another state. `rollout/not-wider`: A rollout only grows: name at least its percentage and all of its sites. End it to offer the release to fewer. `release/archive-damaged`: The stored archive of this release is not the one that was signed. End its rollout, remove it and upload it again. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Where the cabinets with a location are, in the coordinates of the map, and where its tiles come from */
  getOperatorMap: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["FleetMap"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** All screens, the newest first */
  getOperatorScreens: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OperatorScreen"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Pair the screen that shows this code with a cabinet */
  postOperatorScreens: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "pairingCode": "H7KD3MXA",
         *   "cabinetId": "shop-1",
         *   "reason": "the new screen at the door"
         * }
         */
        "application/json": components["schemas"]["NewScreen"];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description the address of what was made */
          Location?: string;
        };
        content: {
          "application/json": components["schemas"]["OperatorScreen"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `screen/pairing-unknown`: No screen waits with this pairing code. A code lasts for ten minutes. `cabinet/unknown`: This cabinet is not registered. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Revoke a screen: its codes are void, and it shows nothing any more */
  deleteOperatorScreensScreenId: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        screenId: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the new screen at the door"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        content: never;
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `screen/unknown`: This screen is not known. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Set whether a cabinet's printed codes are taken, or only those on its screen */
  putOperatorCabinetsCabinetIdPrintedCodes: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description cabinet id */
        cabinetId: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "printedCodes": "refused",
         *   "reason": "the new screen at the door"
         * }
         */
        "application/json": components["schemas"]["PrintedCodesChange"];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        content: never;
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/unknown`: This cabinet is not registered. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** What idle screens show in turn */
  getOperatorSlides: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["SlideList"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Set what idle screens show in turn, in the place of all before */
  putOperatorSlides: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "slides": [
         *     {
         *       "zh": "借伞请扫码",
         *       "en": "Scan to borrow an umbrella",
         *       "image": "iVBORw0KGgoAAAANSUhEUg=="
         *     }
         *   ],
         *   "reason": "the new screen at the door"
         * }
         */
        "application/json": components["schemas"]["SlideChange"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["SlideList"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** An order with its timeline and evidence, what explains its amount, and which acts are possible now */
  getOperatorOrdersOrderNo: {
    parameters: {
      path: {
        /** @description order number */
        orderNo: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OrderRecordView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/unknown`: This order is not known. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Decide about an order; the reason is kept in its timeline */
  postOperatorOrdersOrderNoActs: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description order number */
        orderNo: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "act": {
         *     "act": "lower-amount",
         *     "amount": 100
         *   },
         *   "reason": "the lock was slow",
         *   "revision": 6
         * }
         */
        "application/json": components["schemas"]["OperatorDecision"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OrderRecordView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/unknown`: This order is not known. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `order/changed`: The order has changed since you looked at it, and nothing was done. Look at it again. `order/illegal-event`: This can't happen to the order in its present state. `order/out-of-bounds`: This time or amount is outside of what the order allows. `order/return-charged`: The order is charged on this return already, and the provider takes one charge for an order. Collect the rest outside. `store/conflict`: Another change came first. Read again and repeat. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** What an act would do to an order and its money; nothing is done */
  postOperatorOrdersOrderNoActsPreview: {
    parameters: {
      path: {
        /** @description order number */
        orderNo: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "act": {
         *     "act": "lower-amount",
         *     "amount": 100
         *   }
         * }
         */
        "application/json": components["schemas"]["ActQuestion"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["ActPreviewView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/unknown`: This order is not known. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/illegal-event`: This can't happen to the order in its present state. `order/out-of-bounds`: This time or amount is outside of what the order allows. `order/return-charged`: The order is charged on this return already, and the provider takes one charge for an order. Collect the rest outside. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** All that waits for an operator: reviews, unmatched returns, overdue items, money that is not there, reports */
  getOperatorQueue: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OperatorQueue"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Unmatched events by cabinet, the newest of each first; `Link` names the next page */
  getOperatorUnmatchedEvents: {
    parameters: {
      query?: {
        /** @description 1 to 500; 50 if left out */
        limit?: string;
        /** @description key or id of the last entry of the page before this one */
        before?: string;
        /** @description cabinet id */
        cabinetId?: string;
        /** @description what the cabinet told */
        kind?: string;
        /** @description unmatched if left out */
        state?: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description the next page with `rel="next"`, where there is one (RFC 8288) */
          Link?: string;
        };
        content: {
          "application/json": components["schemas"]["UnmatchedEventView"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Say whose return an unmatched one was; the reason is kept with it */
  postOperatorUnmatchedEventsKeyAssign: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description as the list gives it, URL-encoded */
        key: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "orderNo": "20261123120000000001",
         *   "loanNo": 1,
         *   "itemIdDiffers": true,
         *   "reason": "the rider sent a picture of it"
         * }
         */
        "application/json": components["schemas"]["UnmatchedAssignment"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OrderRecordView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `event/unknown`: This event is not known, or was matched or dismissed already. `order/unknown`: This order is not known. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `event/does-not-fit`: This event can't be the return of that item. `event/other-item`: The event names another item than the loan. Say `itemIdDiffers: true` if the loan is meant all the same. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Say that an unmatched event means nothing; it is kept, with the reason, among the dismissed ones */
  postOperatorUnmatchedEventsKeyDismiss: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description as the list gives it, URL-encoded */
        key: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the sticker was damaged"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        content: never;
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `event/unknown`: This event is not known, or was matched or dismissed already. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** The people who may decide about orders, to whom work can be given */
  getOperatorAssignees: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["AssigneeView"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Say who sees to an order that waits in the work list */
  putOperatorOrdersOrderNoAssignee: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description order number */
        orderNo: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "assignee": "lin",
         *   "reason": "she knows the rider"
         * }
         */
        "application/json": components["schemas"]["Assignment"];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        content: never;
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/unknown`: This order is not known. `account/unknown`: There is no account or token of this name or id. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `account/not-assignable`: This person is locked, or may not decide about orders. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Say who sees to an unmatched event */
  putOperatorUnmatchedEventsKeyAssignee: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description as the list gives it, URL-encoded */
        key: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "assignee": null,
         *   "reason": "on leave"
         * }
         */
        "application/json": components["schemas"]["Assignment"];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        content: never;
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `event/unknown`: This event is not known, or was matched or dismissed already. `account/unknown`: There is no account or token of this name or id. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `account/not-assignable`: This person is locked, or may not decide about orders. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** The loans that an unmatched return may have ended, the likeliest first */
  getOperatorUnmatchedEventsKeyCandidates: {
    parameters: {
      path: {
        /** @description as the list gives it, URL-encoded */
        key: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["ReturnCandidateView"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `event/unknown`: This event is not known, or was matched or dismissed already. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Orders that fit every filter, newest first; `Link` names the next page; a look at a rider's is audited */
  getOperatorOrders: {
    parameters: {
      query?: {
        /** @description 1 to 500; 50 if left out */
        limit?: string;
        /** @description `createdAt.orderNo` of the last order of the page before this one; `Link` has it */
        before?: string;
        /** @description one or several of requested, confirmed, lapsed, cancelling, active, settling, settled, cancelled, with commas between */
        state?: string;
        /** @description created at or after, epoch ms */
        from?: string;
        /** @description created at or before, epoch ms */
        to?: string;
        /** @description cabinet id */
        cabinetId?: string;
        /** @description made at a cabinet that stands at this site now */
        siteId?: string;
        /** @description id of an item kind */
        itemKind?: string;
        /** @description `user/2088…` or `open/…` */
        riderId?: string;
        /** @description item id as the board reads it */
        itemId?: string;
        /** @description order number */
        orderNo?: string;
        /** @description the provider's number */
        creditOrderNo?: string;
        /** @description charged, or due to be charged: at least this many fen; an order without a charge has no amount */
        amountFrom?: string;
        /** @description at most this many fen */
        amountTo?: string;
        /** @description yes, no, or the code of why it is in review */
        review?: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description the next page with `rel="next"`, where there is one (RFC 8288) */
          Link?: string;
        };
        content: {
          "application/json": components["schemas"]["FoundOrderPage"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** What the orders that were made on some days come to, by day, site and item kind */
  getOperatorTotals: {
    parameters: {
      query?: {
        /** @description Beijing day, 2026-11-23 */
        from?: string;
        /** @description Beijing day, 2026-11-23 */
        to?: string;
        /** @description cabinet id */
        cabinetId?: string;
        /** @description id of an item kind */
        itemKind?: string;
        /** @description one or several of day, site, kind, with commas between; left out: one line for all */
        by?: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OrderTotals"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** How many orders wait for an operator, and how the cabinets are */
  getOperatorOverview: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OverviewView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Orders, income, openings and items that are out by day or hour; days and hours without an order or a count are left out */
  getOperatorStatistics: {
    parameters: {
      query: {
        /** @description Beijing day, 2026-11-23 */
        from: string;
        /** @description Beijing day, 2026-11-23 */
        to: string;
        /** @description day if left out; hours of two days at most */
        by?: "day" | "hour";
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["Statistics"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** What changes, as server-sent events named `changed`: `topic` (orders, cabinets, updates) and `ids`, absent where there are too many; `ready` at the start, `heartbeat`, and `end` with the reason */
  getOperatorEvents: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "text/event-stream": string;
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/not-acceptable`: This address does not answer in the form that was asked for. */
      406: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** What the orders that were made on some days came to, by day, site, cabinet and item kind */
  getOperatorMoney: {
    parameters: {
      query: {
        /** @description the first Beijing day on which the orders were made */
        from: string;
        /** @description the last one */
        to: string;
        /** @description site id */
        siteId?: string;
        /** @description cabinet id */
        cabinetId?: string;
        /** @description id of an item kind */
        itemKind?: string;
        /** @description one or several of day, site, cabinet, kind, with commas between; left out: one line for all */
        by?: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["MoneyStatementView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** The same as CSV for a spreadsheet; amounts in yuan */
  getOperatorMoneyCsv: {
    parameters: {
      query: {
        /** @description the first Beijing day on which the orders were made */
        from: string;
        /** @description the last one */
        to: string;
        /** @description site id */
        siteId?: string;
        /** @description cabinet id */
        cabinetId?: string;
        /** @description id of an item kind */
        itemKind?: string;
        /** @description one or several of day, site, cabinet, kind, with commas between; left out: one line for all */
        by?: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "text/csv": string;
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** The same as an Excel workbook, with the total in its last row; amounts in yuan */
  getOperatorMoneyXlsx: {
    parameters: {
      query: {
        /** @description the first Beijing day on which the orders were made */
        from: string;
        /** @description the last one */
        to: string;
        /** @description site id */
        siteId?: string;
        /** @description cabinet id */
        cabinetId?: string;
        /** @description id of an item kind */
        itemKind?: string;
        /** @description one or several of day, site, cabinet, kind, with commas between; left out: one line for all */
        by?: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** What is due to the owners of sites for orders that were made on some days */
  getOperatorMoneyShares: {
    parameters: {
      query: {
        /** @description the first Beijing day on which the orders were made */
        from: string;
        /** @description the last one */
        to: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["SharesStatementView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** The same as CSV for a spreadsheet; amounts in yuan */
  getOperatorMoneySharesCsv: {
    parameters: {
      query: {
        /** @description the first Beijing day on which the orders were made */
        from: string;
        /** @description the last one */
        to: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "text/csv": string;
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** The same as an Excel workbook, with the total in its last row; amounts in yuan */
  getOperatorMoneySharesXlsx: {
    parameters: {
      query: {
        /** @description the first Beijing day on which the orders were made */
        from: string;
        /** @description the last one */
        to: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Every share that was agreed with the owner of a site */
  getOperatorMoneySiteShares: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["SiteShareView"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Add the share that counts from a day on; it can't be changed or taken back */
  postOperatorMoneySiteSharesSiteId: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description site id */
        siteId: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "from": "2026-11-01",
         *   "basisPoints": 3000,
         *   "reason": "the contract of October"
         * }
         */
        "application/json": components["schemas"]["NewSiteShare"];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description the address of what was made */
          Location?: string;
        };
        content: {
          "application/json": components["schemas"]["SiteShareView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. `books/bad-day`: This is not a day of the calendar, like 2026-11-23. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `site/unknown`: There is no site of this id. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `share/not-later`: This site has a share from this day or a later one. What was agreed stays: take a later day. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** A rider's open orders, and how often the rider let orders go and reported lately; the look is audited */
  getOperatorRidersKindId: {
    parameters: {
      path: {
        /** @description the part of the rider's id before the slash */
        kind: string;
        /** @description and the part behind it */
        id: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["RiderView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rider/unknown`: No order was ever made by a rider of this id. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Log a rider out of all browsers, for a phone that was lost; orders go on */
  postOperatorRidersKindIdEndSessions: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description the part of the rider's id before the slash */
        kind: string;
        /** @description and the part behind it */
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the sticker was damaged"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        content: never;
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rider/unknown`: No order was ever made by a rider of this id. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** All that the hub keeps of a rider, for a rider who asks for it; the export is audited */
  postOperatorRidersKindIdExport: {
    parameters: {
      path: {
        /** @description the part of the rider's id before the slash */
        kind: string;
        /** @description and the part behind it */
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the rider asked for it"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["RiderExportView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rider/unknown`: No order was ever made by a rider of this id. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Take the rider out of orders, counts and audit log, and log the rider out; the orders stay for the books */
  postOperatorRidersKindIdErase: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description the part of the rider's id before the slash */
        kind: string;
        /** @description and the part behind it */
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the rider asked for it"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["RiderErased"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rider/unknown`: No order was ever made by a rider of this id. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `rider/has-open-orders`: Something is still to be settled with this rider. Erase the rider after that. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** What riders see of the operator */
  getOperatorProfile: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OperatorProfile"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /**
   * Say what riders see of the operator: name, customer service, invoices
   * @description What is left out of the body is not kept from before.
   */
  putOperatorProfile: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "brand": {
         *     "zh": "街借",
         *     "en": "Jiejie"
         *   },
         *   "merchantName": "上海示例科技有限公司",
         *   "support": {
         *     "telephone": "400-000-0000",
         *     "hours": {
         *       "zh": "每天 8:00–22:00",
         *       "en": "8 am to 10 pm, every day"
         *     }
         *   },
         *   "invoiceHint": {
         *     "zh": "请拨打客服电话并提供订单号，我们开具电子发票。",
         *     "en": "Call us with the order number for an e-invoice."
         *   },
         *   "reason": "the hotline has moved"
         * }
         */
        "application/json": components["schemas"]["ProfileChange"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OperatorProfile"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Every kind of item that cabinets can lend */
  getOperatorItemKinds: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["ItemKind"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Add an item kind, or change one; whether items carry ids can't change while cabinets lend the kind */
  putOperatorItemKindsId: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description id of an item kind */
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "name": {
         *     "zh": "玩具车",
         *     "en": "toy car"
         *   },
         *   "icon": "toy",
         *   "hasItemId": true,
         *   "hasLevel": false,
         *   "reason": "the kindergarten's cabinet"
         * }
         */
        "application/json": components["schemas"]["ItemKindChange"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["ItemKind"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `item-kind/in-use`: Cabinets lend items of this kind: whether they carry ids can't change. Add another kind. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Every version of every text */
  getOperatorTexts: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["TextVersion"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** A version of a text */
  getOperatorTextsKindVersion: {
    parameters: {
      path: {
        /** @description which text */
        kind: "terms" | "privacy" | "prices";
        version: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["PublishedText"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `text/unknown`: This version of the text was never published. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Publish a new version of a text; riders see it immediately */
  postOperatorTextsKind: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description which text */
        kind: "terms" | "privacy" | "prices";
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "text": {
         *     "zh": "# 借用\n\n借用前请阅读……",
         *     "en": "# Borrowing\n\nRead this before …"
         *   },
         *   "reason": "the new price"
         * }
         */
        "application/json": components["schemas"]["NewText"];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description the address of what was made */
          Location?: string;
        };
        content: {
          "application/json": components["schemas"]["TextVersion"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** The prices in force, those that take effect later, and who publishes others */
  getOperatorPrices: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["PricesView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Say whether another admin has to confirm what one publishes */
  putOperatorPricesSettings: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "needsAnother": true,
         *   "reason": "two of us look at prices"
         * }
         */
        "application/json": components["schemas"]["PriceSettings"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["PricesView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Every price list that was published, the newest first; `Link` names the next page */
  getOperatorPricesLists: {
    parameters: {
      query?: {
        /** @description 1 to 500; 50 if left out */
        limit?: string;
        /** @description number of a price list */
        before?: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description the next page with `rel="next"`, where there is one (RFC 8288) */
          Link?: string;
        };
        content: {
          "application/json": components["schemas"]["PriceListHead"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** A price list: its plans, what a loan costs under them, and how many cabinets lend by each */
  getOperatorPricesListsNumber: {
    parameters: {
      path: {
        /** @description number of a price list */
        number: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["CheckedPriceList"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `prices/list-unknown`: No price list of this number was published. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Take back a price list that has not taken effect yet */
  postOperatorPricesListsNumberWithdraw: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description number of a price list */
        number: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the station pays more for the place"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["PriceListHead"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `prices/list-unknown`: No price list of this number was published. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `prices/in-effect`: This price list has taken effect. Publish another one instead. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** The rate plans of a price list as a file, which can be imported again */
  getOperatorPricesExport: {
    parameters: {
      query?: {
        /** @description absent: in force */
        number?: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["RatePlan"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `prices/list-unknown`: No price list of this number was published. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** The drafts of prices, and which of them wait for another admin's confirmation */
  getOperatorPricesDrafts: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["PriceDraftHead"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** A draft of prices: its plans, what is wrong with them, and how they differ from those in force */
  getOperatorPricesDraftsId: {
    parameters: {
      path: {
        /** @description id of a draft of prices */
        id: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["PriceDraftView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `prices/draft-unknown`: There is no draft of prices of this id. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Save a draft of prices, mistakes or not */
  putOperatorPricesDraftsId: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description id of a draft of prices */
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "plans": [
         *     {
         *       "itemKind": "power-bank",
         *       "tariff": {
         *         "version": "2026-11",
         *         "goodsName": "共享充电宝",
         *         "freeMinutes": 5,
         *         "graceMinutes": 0,
         *         "unit": "hour",
         *         "pricePerUnit": 300,
         *         "dailyCap": 3000,
         *         "totalCap": 9900,
         *         "longestLoanHours": 240,
         *         "renewals": 1,
         *         "depositAllowed": true,
         *         "collectedBy": "provider",
         *         "otherSlot": "offer"
         *       }
         *     },
         *     {
         *       "itemKind": "power-bank",
         *       "cabinets": [
         *         "shop-1"
         *       ],
         *       "tariff": {
         *         "version": "station-2",
         *         "goodsName": "共享充电宝",
         *         "freeMinutes": 5,
         *         "graceMinutes": 0,
         *         "unit": "hour",
         *         "pricePerUnit": 400,
         *         "dailyCap": 3000,
         *         "totalCap": 9900,
         *         "longestLoanHours": 240,
         *         "renewals": 1,
         *         "depositAllowed": true,
         *         "collectedBy": "provider",
         *         "otherSlot": "offer"
         *       }
         *     }
         *   ],
         *   "basedOn": 1,
         *   "revision": 0,
         *   "reason": "dearer at the station"
         * }
         */
        "application/json": components["schemas"]["NewPriceDraft"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["PriceDraftView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `prices/outdated`: The draft or the prices in force have changed since you looked. Load them again and compare. `prices/proposed`: These prices wait until another admin confirms them. Reject the proposal before you change it. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Throw a draft of prices away */
  deleteOperatorPricesDraftsId: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description id of a draft of prices */
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the station pays more for the place"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        content: never;
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `prices/draft-unknown`: There is no draft of prices of this id. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `prices/proposed`: These prices wait until another admin confirms them. Reject the proposal before you change it. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Check prices without saving them: mistakes, differences from those in force, price curves */
  postOperatorPricesCheck: {
    requestBody: {
      content: {
        /**
         * @example {
         *   "plans": [
         *     {
         *       "itemKind": "power-bank",
         *       "tariff": {
         *         "version": "2026-11",
         *         "goodsName": "共享充电宝",
         *         "freeMinutes": 5,
         *         "graceMinutes": 0,
         *         "unit": "hour",
         *         "pricePerUnit": 300,
         *         "dailyCap": 3000,
         *         "totalCap": 9900,
         *         "longestLoanHours": 240,
         *         "renewals": 1,
         *         "depositAllowed": true,
         *         "collectedBy": "provider",
         *         "otherSlot": "offer"
         *       }
         *     },
         *     {
         *       "itemKind": "power-bank",
         *       "cabinets": [
         *         "shop-1"
         *       ],
         *       "tariff": {
         *         "version": "station-2",
         *         "goodsName": "共享充电宝",
         *         "freeMinutes": 5,
         *         "graceMinutes": 0,
         *         "unit": "hour",
         *         "pricePerUnit": 400,
         *         "dailyCap": 3000,
         *         "totalCap": 9900,
         *         "longestLoanHours": 240,
         *         "renewals": 1,
         *         "depositAllowed": true,
         *         "collectedBy": "provider",
         *         "otherSlot": "offer"
         *       }
         *     }
         *   ]
         * }
         */
        "application/json": components["schemas"]["PricesToCheck"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["PriceCheck"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /**
   * Make a draft of a file of rate plans
   * @description What is no rate plan is refused; what a rate plan must not say is a mistake of the draft.
   */
  postOperatorPricesImport: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "id": "station",
         *   "plans": [
         *     {
         *       "itemKind": "power-bank",
         *       "tariff": {
         *         "version": "2026-11",
         *         "goodsName": "共享充电宝",
         *         "freeMinutes": 5,
         *         "graceMinutes": 0,
         *         "unit": "hour",
         *         "pricePerUnit": 300,
         *         "dailyCap": 3000,
         *         "totalCap": 9900,
         *         "longestLoanHours": 240,
         *         "renewals": 1,
         *         "depositAllowed": true,
         *         "collectedBy": "provider",
         *         "otherSlot": "offer"
         *       }
         *     },
         *     {
         *       "itemKind": "power-bank",
         *       "cabinets": [
         *         "shop-1"
         *       ],
         *       "tariff": {
         *         "version": "station-2",
         *         "goodsName": "共享充电宝",
         *         "freeMinutes": 5,
         *         "graceMinutes": 0,
         *         "unit": "hour",
         *         "pricePerUnit": 400,
         *         "dailyCap": 3000,
         *         "totalCap": 9900,
         *         "longestLoanHours": 240,
         *         "renewals": 1,
         *         "depositAllowed": true,
         *         "collectedBy": "provider",
         *         "otherSlot": "offer"
         *       }
         *     }
         *   ],
         *   "reason": "dearer at the station"
         * }
         */
        "application/json": components["schemas"]["PriceImport"];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description the address of what was made */
          Location?: string;
        };
        content: {
          "application/json": components["schemas"]["PriceDraftView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. `tariff/invalid`: The tariff is not valid. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `prices/outdated`: The draft or the prices in force have changed since you looked. Load them again and compare. `prices/proposed`: These prices wait until another admin confirms them. Reject the proposal before you change it. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Publish a draft of prices, or propose it where another admin has to confirm it */
  postOperatorPricesDraftsIdPublish: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description id of a draft of prices */
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "revision": 1,
         *   "effectiveAt": 1796011200000,
         *   "reason": "dearer at the station"
         * }
         */
        "application/json": components["schemas"]["DraftToPublish"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["PublishOutcome"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. `prices/needs-another`: Another admin has to confirm these prices, signed in or with a token of his own. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `prices/draft-unknown`: There is no draft of prices of this id. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `prices/outdated`: The draft or the prices in force have changed since you looked. Load them again and compare. `prices/proposed`: These prices wait until another admin confirms them. Reject the proposal before you change it. `prices/has-mistakes`: The prices have mistakes. Mend them first. `prices/date-passed`: The date of effect has passed. Choose a later one, or none. `prices/unchanged`: The prices say what is in force already. There is nothing to publish. `prices/too-many-planned`: Five price lists wait for their date of effect already. Withdraw one first. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Confirm prices that another admin proposed: they are published */
  postOperatorPricesDraftsIdConfirm: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description id of a draft of prices */
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "revision": 1,
         *   "reason": "agreed"
         * }
         */
        "application/json": components["schemas"]["DraftToConfirm"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["PriceListHead"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. `prices/needs-another`: Another admin has to confirm these prices, signed in or with a token of his own. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `prices/draft-unknown`: There is no draft of prices of this id. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `prices/not-proposed`: These prices wait for no confirmation. `prices/outdated`: The draft or the prices in force have changed since you looked. Load them again and compare. `prices/has-mistakes`: The prices have mistakes. Mend them first. `prices/unchanged`: The prices say what is in force already. There is nothing to publish. `prices/too-many-planned`: Five price lists wait for their date of effect already. Withdraw one first. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Refuse prices that were proposed, or take the proposal back; the draft stays */
  postOperatorPricesDraftsIdReject: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description id of a draft of prices */
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the station pays more for the place"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["PriceDraftHead"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `prices/draft-unknown`: There is no draft of prices of this id. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `prices/not-proposed`: These prices wait for no confirmation. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** What operators, configurations and commands did, newest first; `Link` names the next page */
  getOperatorAudit: {
    parameters: {
      query?: {
        /** @description 1 to 500; 50 if left out */
        limit?: string;
        /** @description key or id of the last entry of the page before this one */
        before?: string;
        /** @description Beijing day, 2026-11-23 */
        day?: string;
        /** @description at or after, epoch ms */
        from?: string;
        /** @description at or before, epoch ms */
        to?: string;
        /** @description `operator/lin`, `config` or `command` */
        actor?: string;
        /** @description the kind of act, `what` of an entry */
        act?: string;
        /** @description cabinet id */
        cabinetId?: string;
        /** @description order number */
        orderNo?: string;
        /** @description `user/2088…` or `open/…` */
        riderId?: string;
        /** @description site id */
        siteId?: string;
        /** @description an account or an API token that was changed */
        account?: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description the next page with `rel="next"`, where there is one (RFC 8288) */
          Link?: string;
        };
        content: {
          "application/json": components["schemas"]["AuditEntryView"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** The same as CSV for a spreadsheet, all entries that the filters let through */
  getOperatorAuditCsv: {
    parameters: {
      query?: {
        /** @description Beijing day, 2026-11-23 */
        day?: string;
        /** @description at or after, epoch ms */
        from?: string;
        /** @description at or before, epoch ms */
        to?: string;
        /** @description `operator/lin`, `config` or `command` */
        actor?: string;
        /** @description the kind of act, `what` of an entry */
        act?: string;
        /** @description cabinet id */
        cabinetId?: string;
        /** @description order number */
        orderNo?: string;
        /** @description `user/2088…` or `open/…` */
        riderId?: string;
        /** @description site id */
        siteId?: string;
        /** @description an account or an API token that was changed */
        account?: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "text/csv": string;
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** The webhooks: addresses of other systems that get the hub's events */
  getOperatorWebhooks: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["WebhookView"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Add a webhook; its secret is in the answer, this once */
  postOperatorWebhooks: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "url": "https://accounting.example/jiehuan",
         *   "events": [
         *     "order.settled",
         *     "order.refunded"
         *   ],
         *   "reason": "our accounting asks for it"
         * }
         */
        "application/json": components["schemas"]["NewWebhook"];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description the address of what was made */
          Location?: string;
        };
        content: {
          "application/json": components["schemas"]["WebhookSecret"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `webhook/mail-not-set-up`: The hub has no server for outgoing mail: HUB_SMTP_URL and HUB_MAIL_FROM are not set. `webhook/too-many`: There are as many webhooks as there may be. Remove one first. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. `webhook/address-not-allowed`: The hub may not call this address. `webhook/mail-only-alarms`: Mail is for alarms only: choose alarm.raised and alarm.cleared. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Change the address or the events of a webhook, or pause it */
  putOperatorWebhooksId: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description which webhook */
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "url": "https://accounting.example/jiehuan",
         *   "events": [
         *     "order.settled",
         *     "order.refunded"
         *   ],
         *   "paused": true,
         *   "reason": "our accounting asks for it"
         * }
         */
        "application/json": components["schemas"]["WebhookChange"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["WebhookView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `webhook/unknown`: There is no webhook of this id. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `webhook/mail-not-set-up`: The hub has no server for outgoing mail: HUB_SMTP_URL and HUB_MAIL_FROM are not set. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. `webhook/address-not-allowed`: The hub may not call this address. `webhook/mail-only-alarms`: Mail is for alarms only: choose alarm.raised and alarm.cleared. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Remove a webhook; what waits for it is not sent any more */
  deleteOperatorWebhooksId: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description which webhook */
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "our accounting asks for it"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        content: never;
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `webhook/unknown`: There is no webhook of this id. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Renew a webhook's secret: the old one signs nothing any more */
  postOperatorWebhooksIdSecret: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description which webhook */
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "our accounting asks for it"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["WebhookSecret"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `webhook/unknown`: There is no webhook of this id. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Send a webhook an event of type `jiehuan.webhook.test` */
  postOperatorWebhooksIdTest: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description which webhook */
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "our accounting asks for it"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["DeliveryView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `webhook/unknown`: There is no webhook of this id. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** What was sent to a webhook, newest first; `Link` names the next page */
  getOperatorWebhooksIdDeliveries: {
    parameters: {
      query?: {
        /** @description 1 to 500; 50 if left out */
        limit?: string;
        /** @description key or id of the last entry of the page before this one */
        before?: string;
        state?: "pending" | "delivered" | "failed";
      };
      path: {
        /** @description which webhook */
        id: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description the next page with `rel="next"`, where there is one (RFC 8288) */
          Link?: string;
        };
        content: {
          "application/json": components["schemas"]["DeliveryView"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `webhook/unknown`: There is no webhook of this id. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Send an event again, for another day at most; it keeps its id */
  postOperatorWebhooksIdDeliveriesDeliveryReplay: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description which webhook */
        id: string;
        /** @description which event */
        delivery: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "our accounting asks for it"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["DeliveryView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `webhook/unknown`: There is no webhook of this id. `webhook/delivery-unknown`: Nothing of this id was sent to this webhook. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** What is wrong now (`state=open`), or was too, newest first; `Link` names the next page */
  getOperatorAlarms: {
    parameters: {
      query?: {
        /** @description 1 to 500; 50 if left out */
        limit?: string;
        /** @description key or id of the last entry of the page before this one */
        before?: string;
        state?: "open" | "all";
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description the next page with `rel="next"`, where there is one (RFC 8288) */
          Link?: string;
        };
        content: {
          "application/json": components["schemas"]["AlarmView"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** What was booked on a day, with the day's sums */
  getOperatorBooksDay: {
    parameters: {
      path: {
        /** @description Beijing day, 2026-11-23 */
        day: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["DayBook"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. `books/bad-day`: This is not a day of the calendar, like 2026-11-23. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** The same as CSV for a spreadsheet, one row for each line; amounts in yuan */
  getOperatorBooksDayCsv: {
    parameters: {
      path: {
        /** @description Beijing day, 2026-11-23 */
        day: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "text/csv": string;
        };
      };
      /** @description `request/invalid`: The request is not well formed. `books/bad-day`: This is not a day of the calendar, like 2026-11-23. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Compare all open orders with the credit provider; `Accept: text/csv` answers the differences as CSV */
  postOperatorBooksReconcileOpen: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OpenReconciliation"];
          "text/csv": string;
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Every version of a tariff, and the rate plans that use it */
  getOperatorTariffs: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["TariffVersion"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Store the archive of a release that was added */
  putOperatorReleasesVersionArchive: {
    parameters: {
      header?: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
      };
      path: {
        /** @description version of the bridge's software */
        version: string;
      };
    };
    /** @description the file `bridge-<version>.tgz` */
    requestBody: {
      content: {
        /** @example (the file) */
        "application/octet-stream": unknown;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["ReleaseView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. `release/wrong-archive`: This is not the archive that was signed. Upload the right one. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `release/unknown`: There is no such release, or no open rollout offers it. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/in-progress`: The same request is being carried out. Wait for its answer. `request/outcome-unknown`: The hub stopped while it carried this request out. Look whether it was done before you send it under a new key. `release/exists`: The hub has this release already. A release never changes: raise the version. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Compare a day with the provider's settlement file, in UTF-8 or GBK; `Accept: text/csv` answers as CSV */
  postOperatorBooksDayReconcile: {
    parameters: {
      path: {
        /** @description Beijing day, 2026-11-23 */
        day: string;
      };
    };
    /** @description the file as it was downloaded */
    requestBody: {
      content: {
        /**
         * @example out_order_no,kind,received,fee,paid_at
         * 20261123120000000001,RENT,2.00,0.01,2026-11-23 13:00:00
         */
        "text/csv": unknown;
        /**
         * @example out_order_no,kind,received,fee,paid_at
         * 20261123120000000001,RENT,2.00,0.01,2026-11-23 13:00:00
         */
        "text/plain": unknown;
        /**
         * @example out_order_no,kind,received,fee,paid_at
         * 20261123120000000001,RENT,2.00,0.01,2026-11-23 13:00:00
         */
        "application/csv": unknown;
        /**
         * @example out_order_no,kind,received,fee,paid_at
         * 20261123120000000001,RENT,2.00,0.01,2026-11-23 13:00:00
         */
        "application/octet-stream": unknown;
        /**
         * @example out_order_no,kind,received,fee,paid_at
         * 20261123120000000001,RENT,2.00,0.01,2026-11-23 13:00:00
         */
        "application/vnd.ms-excel": unknown;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["DifferenceView"][];
          "text/csv": string;
        };
      };
      /** @description `request/invalid`: The request is not well formed. `books/bad-day`: This is not a day of the calendar, like 2026-11-23. `books/bad-file`: The provider's file can't be read. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: Sign in, or show an API token. `operator/session-ended`: Your session has ended. Sign in again. `operator/token-expired`: The end date of this API token is past. Ask an admin for a new one. `operator/token-revoked`: This API token was revoked. Ask an admin for a new one. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/cross-site`: The request did not come from a page of this hub. Programs show an API token. `operator/account-locked`: This account is locked. Ask an admin. `operator/password-change-needed`: Change your one-time password first. `operator/not-allowed`: Your role does not have the permission for this. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong passwords, codes or tokens came. Wait a moment. `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /**
   * The archive of the release that a rollout offers to the cabinet
   * @description Login (HTTP Basic): the cabinet's id and its MQTT password. `Range: bytes=<from>-` goes on where a download was cut.
   */
  getCabinetReleasesVersion: {
    parameters: {
      path: {
        /** @description version of the bridge's software */
        version: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/gzip": string;
        };
      };
      /** @description Partial Content */
      206: {
        content: {
          "application/gzip": string;
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/not-known`: The cabinet's id or its password is wrong. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `release/unknown`: There is no such release, or no open rollout offers it. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rollout/paused`: The rollout is paused. Ask again later. `release/archive-damaged`: The stored archive of this release is not the one that was signed. End its rollout, remove it and upload it again. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /**
   * Get the cabinet's next secret
   * @description Login (HTTP Basic): the cabinet's id and its MQTT password. Asked again before the secret was used, it answers the same one.
   */
  postCabinetSecret: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["NextSecret"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/not-known`: The cabinet's id or its password is wrong. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/secret-fixed`: The broker of this hub reads the cabinets' passwords from a file. Renew the secret in the console instead. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
}
