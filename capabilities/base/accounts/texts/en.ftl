accounts-title = Accounts
