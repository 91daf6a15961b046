accounts-title = 账号
